/** Basic credentials that a script can put together: the user in clear, and the secret behind the colon. */
import { bytesOf } from '../../core/http.ts'
import type { Secret } from '../secrets.ts'
import type { Named } from './cut-requests.ts'
import type { MaskedCase } from './leaving.ts'

export interface Basic {
  readonly user: string
  readonly password: Secret
}

/** By the credentials in base64 (RFC 7617). */
export type Basics = ReadonlyMap<string, Basic>

/** Only where the user is no secret. */
export function basicsOf(secrets: readonly Secret[], masked: MaskedCase, byValue: Named): Basics {
  const open = new Set(Object.values(masked.values))
  const found = secrets.flatMap(({ value }) => {
    const [user, ...rest] = textIn(value).split(':')
    const password = rest.join(':')
    if (user === undefined || !open.has(user) || password === '') return []
    const secret = byValue(password) ?? { name: 'basic_password', value: password }
    return [[value, { user, password: secret }] as const]
  })
  return new Map(found)
}

function textIn(base64: string): string {
  if (!/^[A-Za-z0-9+/]{2,}={0,2}$/.test(base64) || base64.length % 4 !== 0) return ''
  return new TextDecoder().decode(bytesOf({ encoding: 'base64', data: base64 }))
}
