/** Names and values as they stand in form data and in JSON, however deep. */

type Pairs = readonly (readonly [name: string, value: string])[]

/** Pairs of `a=b&c=d`, decoded once. Text that is no form gives nothing a name would match. */
export const formPairs = (text: string): Pairs => [...new URLSearchParams(text)]

/** Every string or number member of a JSON text, at any depth; nothing when it is not JSON. */
export function jsonPairs(text: string): Pairs {
  try {
    return [...members(JSON.parse(text))]
  } catch {
    return []
  }
}

function* members(value: unknown, name = ''): Generator<readonly [string, string]> {
  if (typeof value === 'string' || typeof value === 'number') {
    // In JSON `code` names all sorts of things; an authorization code never stands there but as a parameter.
    if (name !== '' && name !== 'code') yield [name, String(value)]
  } else if (Array.isArray(value)) for (const item of value) yield* members(item, name)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* members(item, key)
}

/**
 * Names and what follows them, in texts no parser gets through: cut short, prefixed, in another format.
 * `code` is a word of everyday answers, so it counts only where a parameter would stand.
 */
export const spottedIn = (texts: readonly string[], names: readonly string[]): Pairs =>
  texts.flatMap((text) =>
    patternsOf(names).flatMap((known) =>
      [...text.matchAll(known)].map(
        ([, name = '', value = '']) => [name.toLowerCase(), value] as const,
      ),
    ),
  )

/** By their names: there are as many as vendors, and what is asked of them at each message is the same. */
const compiled = new Map<string, readonly RegExp[]>()

function patternsOf(names: readonly string[]): readonly RegExp[] {
  const key = names.join()
  const telling = names.filter((name) => name !== 'code')
  const known = compiled.get(key) ?? [
    ...(telling.length === 0 ? [] : [pattern(telling, '=|\\\\?"?\\s*:\\s*\\\\?"?|>')]),
    ...(telling.length === names.length ? [] : [pattern(['code'], '=')]),
  ]
  compiled.set(key, known)
  return known
}

const pattern = (names: readonly string[], between: string) =>
  new RegExp(`(?<![A-Za-z0-9])(${names.join('|')})(?:${between})([^\\s"'<>&;,\\\\]+)`, 'gi')
