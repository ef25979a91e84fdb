/** The one place that redacts: a session in which every secret is a placeholder. */
import { type Body, textOf } from '../core/http.ts'
import type { Session } from '../core/session.ts'
import type { Sensitivity } from '../core/values.ts'
import { segmentsOf } from './mask.ts'
import { type Facts, type Secret, secretsOf } from './secrets.ts'

declare const redacted: unique symbol

/** Only `redact` makes one. An exporter that forgets it does not compile. */
export type Redacted<T> = T & { readonly [redacted]: true }

/** `<access_token#1 len=36>`: equal secrets have equal placeholders, so the story stays readable. */
function placeholders(secrets: readonly Secret[]): ReadonlyMap<string, string> {
  const count = new Map<string, number>()
  return new Map(
    secrets.map(({ name, value }) => {
      const n = (count.get(name) ?? 0) + 1
      count.set(name, n)
      return [value, `<${name}#${n} len=${value.length}>`] as const
    }),
  )
}

export function redact(
  session: Session,
  facts: Facts,
  kinds: readonly Sensitivity[] = ['secret', 'personal'],
): Redacted<Session> {
  const secrets = secretsOf(session, facts, kinds)
  const names = placeholders(secrets)
  const standIn = (value: string) => names.get(value) ?? '<secret>'
  const cut = (text: string, of: readonly Secret[]) =>
    segmentsOf(text, of)
      .map((part) => (part.kind === 'text' ? part.text : standIn(part.secret.value)))
      .join('')
  const long = secrets.filter(({ value }) => value.length >= COINCIDENCE)
  const clean: Clean = {
    ours: (text) => cut(text, long),
    // A secret too short to look for is still known by the name it stands under.
    theirs: (text, name) => (isHidden(name, text, secrets) ? standIn(text) : cut(text, secrets)),
  }
  return cleaned(session, clean) as Redacted<Session>
}

interface Clean {
  /** For words of ours, which a short secret may happen to equal. */
  readonly ours: (text: string) => string
  /** For everything else; `name` is the member it stands in. */
  readonly theirs: (text: string, name?: string) => string
}

const isHidden = (name: string | undefined, text: string, secrets: readonly Secret[]): boolean =>
  secrets.some((secret) => secret.name === name && secret.value === text)

/** Grantwalk's own words, which a secret may happen to equal: a password can be "token". */
const structural = new Set([
  ...['id', 'vendor', 'flow', 'target', 'step', 'route', 'kind', 'exchange'],
  ...['encoding', 'decision'],
])

/** No word of ours holds a secret of this length by coincidence. */
const COINCIDENCE = 16

/** Records whose members are named by a vendor, not by us. */
const named = new Set(['values', 'gained'])

/** Every string in a value, names of members included. */
function cleaned(value: unknown, clean: Clean, own = true): unknown {
  if (typeof value === 'string') return clean.theirs(value)
  if (Array.isArray(value)) return value.map((item) => cleaned(item, clean))
  if (typeof value !== 'object' || value === null) return value
  if (isBinary(value)) return { encoding: 'utf8', data: clean.theirs(textOf({ body: value })) }
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [
    clean.ours(name),
    member(name, item, clean, own),
  ])
  return Object.fromEntries(entries)
}

function member(name: string, item: unknown, clean: Clean, own: boolean): unknown {
  if (typeof item !== 'string') return cleaned(item, clean, !named.has(name))
  return own && structural.has(name) ? clean.ours(item) : clean.theirs(item, name)
}

/** base64 could hide a secret from a search, so binary bodies are searched as the text they hold. */
const isBinary = (value: object): value is Body =>
  'encoding' in value && value.encoding === 'base64' && 'data' in value

/** What of a live session may be written to disk: no value that was declared secret, anywhere. */
export function strip(session: Session, facts: Facts): Session {
  const clean = redact(session, facts, ['secret'])
  const kept = Object.entries(clean.values).filter(
    ([name]) => clean.values[name] === session.values[name],
  )
  return { ...clean, values: Object.fromEntries(kept) }
}
