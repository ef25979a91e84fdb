/** How a Postman request shows who it is from, as an authorization of ours. */
import type { Authorization } from '../draft/draft.ts'
import type { ArrivalNote } from './arrived.ts'
import { converted, say } from './postman-text.ts'
import { isRecord, type JsonRecord, member, recordsIn, textIn, wordIn } from './tree.ts'

export interface FoundAuthorization {
  readonly authorization: Authorization
  readonly notes: readonly ArrivalNote[]
}

/** 2.1 lists `{key, value}`, 2.0 has an object. */
function setting(auth: JsonRecord, type: string, name: string): string {
  const all = member(auth, type)
  if (isRecord(all)) return say(all, name)
  const found = recordsIn(auth, type).find((one) => textIn(one, 'key') === name)
  return found === undefined ? '' : converted(wordIn(found, 'value') ?? '')
}

const none: Authorization = { kind: 'none' }

const OAUTH_NOTE: ArrivalNote = {
  code: 'oauth2',
  text: 'Postman got the access token itself (OAuth 2.0). Here it comes from a walk: choose a session that has one.',
}

export function authorizationOf(auth: JsonRecord | undefined): FoundAuthorization {
  const type = (auth === undefined ? undefined : textIn(auth, 'type')) ?? 'noauth'
  const of = (name: string) => (auth === undefined ? '' : setting(auth, type, name))
  const found = (authorization: Authorization, ...notes: ArrivalNote[]) => ({
    authorization,
    notes,
  })
  if (type === 'noauth' || type === 'inherit') return found(none)
  if (type === 'bearer') return found({ kind: 'bearer', token: of('token') })
  if (type === 'basic')
    return found({ kind: 'basic', username: of('username'), password: of('password') })
  if (type === 'apikey')
    return found({
      kind: 'api_key',
      in: of('in') === 'query' ? 'query' : 'header',
      name: of('key'),
      value: of('value'),
    })
  if (type === 'oauth2') {
    const token = of('accessToken').includes('{{') ? of('accessToken') : '{{access_token}}'
    return of('addTokenTo') === 'queryParams'
      ? found({ kind: 'api_key', in: 'query', name: 'access_token', value: token }, OAUTH_NOTE)
      : found({ kind: 'bearer', token }, OAUTH_NOTE)
  }
  return found(none, {
    code: 'authorization',
    text: `The authorization ${type.slice(0, 40)} is not offered here. Choose another one, or add its header.`,
  })
}
