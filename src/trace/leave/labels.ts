/** Placeholders: what stands where a secret stood keeps its name, kind and length, and who equals whom. */
import { claimsOf } from '../../core/answer/jwt.ts'
import { PERSONAL_NAMES, SHOWN_CLAIMS, SHOWN_HEADER } from './names.ts'

/** Gives the placeholder of a value. `hunted`: it is also looked for everywhere else. */
export type Label = (name: string, value: string, hunted?: boolean) => string

/** What the first pass met, in order: values and the first name of each. */
export interface Met {
  readonly name: string
  readonly value: string
  readonly hunted: boolean
}

/** A pass that masks nothing yet, and remembers what a second one will have to name. */
export function recorder(): { readonly label: Label; readonly met: ReadonlyMap<string, Met> } {
  const met = new Map<string, Met>()
  const label: Label = (name, value, hunted = true) => {
    const known = met.get(value)
    if (value !== '' && known === undefined) met.set(value, { name: nameOf(name), value, hunted })
    else if (known !== undefined && hunted && !known.hunted) met.set(value, { ...known, hunted })
    return ''
  }
  return { label, met }
}

/** A token keeps its name when a newer one has taken its place. */
const nameOf = (name: string): string =>
  name
    .replace(/^(?:previous|revoked|deleted)_/, '')
    .replace(/[^\w.-]+/g, '_')
    .replace(/(\d{4})\d+/g, '$1')
    .slice(0, 40) || 'value'

/** HMAC-SHA-256 with a key that exists for one export and is thrown away after it. */
export type Number = (value: string) => Promise<number>

/** @param count of values: few have short numbers, many have long ones, so that hardly two fall together */
export async function numberer(key: Uint8Array<ArrayBuffer>, count: number): Promise<Number> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const secret = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
  const taken = new Map<number, string>()
  const least = count < 5000 ? 10_000 : 100_000_000
  return async (value) => {
    const digest = await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(value))
    let number = least + (new DataView(digest).getUint32(0) % (9 * least))
    while ((taken.get(number) ?? value) !== value) number += 1
    taken.set(number, value)
    return number
  }
}

/** Every value met, under its placeholder. */
export async function labelsFor(
  met: Iterable<Met>,
  number: Number,
  personal: boolean,
): Promise<ReadonlyMap<string, string>> {
  const label = async ({ name, value }: Met): Promise<readonly [string, string]> => {
    const token = await jwtWords(value, number, personal)
    const kind = token === undefined ? '' : ' jwt'
    const rest = token === undefined ? '' : ` ${token}`
    return [value, `<${name}#${await number(value)}${kind} len=${value.length}${rest}>`]
  }
  return new Map(await Promise.all([...met].map(label)))
}

/** `header alg=RS256 kid=k1 claims iss=https://a.example sub=#77120`; `undefined` for what is no JWT. */
async function jwtWords(
  value: string,
  number: Number,
  personal: boolean,
): Promise<string | undefined> {
  const parts = value.length > 100_000 ? undefined : claimsOf(value)
  if (parts === undefined) return undefined
  const header = Object.entries(parts.header).map(([name, one]) =>
    said(name, SHOWN_HEADER.has(name) ? plain(one) : undefined),
  )
  const claims = await Promise.all(
    Object.entries(parts.claims).map(async ([name, one]) => {
      const shown = SHOWN_CLAIMS.has(name) || (personal && PERSONAL_NAMES.has(name))
      if (shown) return said(name, plain(one))
      const text = plain(one)
      return said(name, text === undefined ? undefined : `#${await number(text)}`)
    }),
  )
  return ['header', ...header.slice(0, 20), 'claims', ...claims.slice(0, 60)].join(' ')
}

const said = (name: string, value: string | undefined): string =>
  value === undefined ? safe(name) : `${safe(name)}=${safe(value)}`

/** Signs that mean nothing in JSON, HTML, Markdown tables, shells and addresses. */
const safe = (text: string): string => text.replace(/[^\w.:/,#-]+/g, '_').slice(0, 120)

function plain(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
    ? value.join(',')
    : undefined
}
