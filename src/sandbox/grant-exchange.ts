/** Token exchange (RFC 8693): a token for another one, in somebody's name or on somebody's behalf. */
import { type Check, Fault, type GrantFacts, type Turn } from '../core/simulation.ts'
import { json } from './answers.ts'
import { issueToken, secondsLeft } from './issue.ts'
import { verifyOwn } from './keys.ts'
import { wordsIn } from './openid.ts'
import { accountBySubject, subjectOf } from './person.ts'

const TYPE = 'urn:ietf:params:oauth:token-type:'

interface Person {
  readonly sub: string
  readonly username?: string | undefined
  readonly scope?: string
  readonly facts?: GrantFacts | undefined
}

export const exchangeChecks: readonly Check[] = [
  {
    name: 'subject_token_right',
    source: 'RFC 8693 sections 2.1 and 2.2.2',
    async run(turn) {
      const wanted = turn.parameters.get('requested_token_type') ?? `${TYPE}access_token`
      if (![`${TYPE}access_token`, `${TYPE}jwt`].includes(wanted))
        throw new Fault('request_invalid', {
          says: 'This requested_token_type is not issued here.',
        })
      const subject = await personIn(turn, 'subject')
      turn.account = turn.findAccount(subject.username)
      turn.scope = subject.scope
      const { act, auth_time, acr } = subject.facts ?? {}
      turn.facts = { act, auth_time, acr }
      return turn.runCheck('facts_narrowed')
    },
  },
  {
    name: 'actor_token_right',
    source: 'RFC 8693 section 4.1: the newest actor stands outside, earlier ones within',
    async run(turn) {
      const given = turn.parameters.get('actor_token') !== undefined
      if (given !== (turn.parameters.get('actor_token_type') !== undefined))
        throw new Fault('request_invalid', { says: 'actor_token and its type go together.' })
      if (!given) return undefined
      const { sub } = await personIn(turn, 'actor')
      const before = turn.facts?.act
      turn.facts = { ...turn.facts, act: { sub, ...(before === undefined ? {} : { act: before }) } }
      return undefined
    },
  },
  {
    name: 'scope_exchanged',
    source: 'RFC 8693 section 2.1; never more than the subject token or the client may',
    run(turn) {
      const may = wordsIn(turn.client?.scope)
      const subject = turn.scope === undefined ? may : wordsIn(turn.scope)
      const asked = turn.parameters.get('scope')
      if (wordsIn(asked).some((one) => !may.includes(one) || !subject.includes(one)))
        throw new Fault('scope_wrong')
      turn.scope = asked ?? subject.filter((one) => may.includes(one)).join(' ')
      return undefined
    },
  },
  {
    name: 'exchange_token',
    source: 'RFC 8693 section 2.2.1',
    async run(turn) {
      const token = await issueToken(turn)
      const wanted = turn.parameters.get('requested_token_type') ?? `${TYPE}access_token`
      return json(turn, 200, {
        access_token: token.access_token,
        issued_token_type: wanted,
        token_type: turn.jkt === undefined ? 'Bearer' : 'DPoP',
        expires_in: secondsLeft(turn, token),
        scope: token.scope,
      })
    },
  },
]

/** Whom a token speaks of; it has to be one of ours, and alive. */
async function personIn(turn: Turn, role: 'subject' | 'actor'): Promise<Person> {
  const token = turn.parameters.get(`${role}_token`)
  const type = turn.parameters.get(`${role}_token_type`)
  if (token === undefined || type === undefined)
    throw new Fault('request_invalid', { says: `${role}_token and ${role}_token_type are needed.` })
  const readers: Readonly<Record<string, (turn: Turn, token: string) => Reading>> = {
    [`${TYPE}access_token`]: byAccess,
    [`${TYPE}jwt`]: byAccess,
    [`${TYPE}refresh_token`]: byRefresh,
    [`${TYPE}id_token`]: byIdToken,
  }
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  if (read === undefined)
    throw new Fault('request_invalid', { says: `This ${role}_token_type is not known.` })
  const person = await read(turn, token)
  // RFC 8693 section 2.2.2: not invalid_grant.
  if (person === undefined)
    throw new Fault('request_invalid', { says: `The ${role}_token is not valid.` })
  return person
}

type Reading = Promise<Person | undefined> | Person | undefined

function byAccess(turn: Turn, text: string): Reading {
  const token = turn.world.access.get(text)
  if (token === undefined || token.expiresAt <= turn.now) return undefined
  const account = turn.findAccount(token.username)
  const sub = account === undefined ? token.client_id : subjectOf(turn, account)
  return { sub, username: token.username, scope: token.scope, facts: token.facts }
}

/** Only in the hands of its own client. */
function byRefresh(turn: Turn, text: string): Reading {
  const token = turn.world.refresh.get(text)
  const account = turn.findAccount(token?.username)
  if (token === undefined || token.expiresAt <= turn.now || account === undefined) return undefined
  if (token.client_id !== turn.client?.client_id) return undefined
  const { username, scope, facts } = token
  return { sub: subjectOf(turn, account), username, scope, facts }
}

async function byIdToken(turn: Turn, text: string): Promise<Person | undefined> {
  const claims = await verifyOwn(turn, text, { typ: 'JWT' })
  const account = accountBySubject(turn, claims?.sub)
  if (account === undefined) return undefined
  return { sub: subjectOf(turn, account), username: account.username }
}
