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
  const clean = (text: string) =>
    segmentsOf(text, secrets)
      .map((part) =>
        part.kind === 'text' ? part.text : (names.get(part.secret.value) ?? '<secret>'),
      )
      .join('')
  return mapStrings(session, clean) as Redacted<Session>
}

/** Grantwalk's own words, which a secret may happen to equal: a password can be "token". */
const structural = new Set(['id', 'vendor', 'flow', 'target', 'step', 'route', 'kind', 'exchange'])

/** Every string in a value, names of members included, put through `clean`. */
function mapStrings(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, clean))
  if (typeof value !== 'object' || value === null) return value
  if (isBinary(value)) return { encoding: 'utf8', data: clean(textOf({ body: value })) }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) =>
      structural.has(name) ? [name, item] : [clean(name), mapStrings(item, clean)],
    ),
  )
}

/** base64 could hide a secret from a search, so binary bodies are searched as the text they hold. */
const isBinary = (value: object): value is Body =>
  'encoding' in value && value.encoding === 'base64' && 'data' in value
