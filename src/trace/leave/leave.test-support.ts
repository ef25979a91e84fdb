/** For tests of leaving: bytes that look random, and a search of its own for a secret in twelve encodings. */
import { type CaseFile, parseCase } from '../../core/case-shape.ts'
import type { Session } from '../../core/session.ts'
import type { Flow, VendorProfile } from '../../core/vendor.ts'
import { facts } from '../session.test-support.ts'
import type { Include, LeavingInput, LeavingKind } from './leaving.ts'
import { prepare } from './prepare.ts'

export const randomFrom =
  (seed: number) =>
  (length: number): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length }, (_, at) => (seed * 31 + at * 17) % 256)

const escaped = (text: string) =>
  Array.from({ length: text.length }, (_, at) => {
    const unit = text.charCodeAt(at).toString(16).padStart(4, '0')
    return `\\u${unit}`
  }).join('')

const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** What of the base64 depends on the secret alone, with so many bytes before it. */
function aligned(bytes: Uint8Array, before: number): string {
  const filled = Uint8Array.from([...Array<number>(before).fill(0x41), ...bytes])
  const text = base64Of(filled).replaceAll('+', '-').replaceAll('/', '_')
  const end = Math.floor(((before + bytes.length) * 8) / 6)
  return text.slice(before === 0 ? 0 : before + 1, end)
}

/** Written anew for the tests: what the exporters look with must not be what they are judged with. */
function encodings(value: string): Readonly<Record<string, string>> {
  const bytes = new TextEncoder().encode(value)
  return {
    raw: value,
    'URL-encoded': encodeURIComponent(value),
    'URL-encoded twice': encodeURIComponent(encodeURIComponent(value)),
    form: new URLSearchParams({ v: value }).toString().slice(2),
    'JSON-escaped': JSON.stringify(value).slice(1, -1),
    'HTML-escaped': value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;'),
    base64: base64Of(bytes),
    'base64url at 0': aligned(bytes, 0),
    'base64url at 1': aligned(bytes, 1),
    'base64url at 2': aligned(bytes, 2),
    hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    'UTF-16 escapes': escaped(value),
    'lower case': value.toLowerCase(),
    'upper case': value.toUpperCase(),
  }
}

/** The encodings in which it stands in the text. */
export const leaksIn = (text: string, value: string): readonly string[] =>
  Object.entries(encodings(value))
    .filter(([, written]) => written.length >= 6 && text.includes(written))
    .map(([name]) => name)

const profile: VendorProfile = {
  ...{ id: 'amm', name: 'A vendor', product: 'A product', summary: '', links: [] },
  ...{ values: facts, hosts: () => ({}), origins: [] },
}
const flow: Flow = { id: 'password', title: 'Password', summary: '', steps: [] }

export const inputFor = (session: Session, include: Include = {}): LeavingInput => ({
  ...{ session, profile, flow, include },
  powers: { now: () => Date.UTC(2026, 10, 20), random: randomFrom(7) },
})

/** What leaves; a test that expects it to be ready fails with the reason. */
export async function leave(
  kind: LeavingKind,
  session: Session,
  include: Include = {},
): Promise<string> {
  const left = await prepare(kind, inputFor(session, include))
  if (left.kind === 'stopped') throw new Error(left.problem.means)
  return left.text
}

export async function caseIn(session: Session): Promise<CaseFile> {
  const file = parseCase(JSON.parse(await leave('case', session)))
  if (file === undefined) throw new Error('no case file')
  return file
}

const part = (value: unknown): string => btoa(JSON.stringify(value)).replaceAll('=', '')

/** A token as it might be issued; nobody checks its signature here. */
export const jwt = (claims: Readonly<Record<string, unknown>>): string =>
  [part({ alg: 'RS256', kid: 'k1' }), part(claims), 'c2lnbmF0dXJl'.repeat(8)]
    .join('.')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
