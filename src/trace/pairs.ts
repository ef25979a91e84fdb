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
    if (name !== '') yield [name, String(value)]
  } else if (Array.isArray(value)) for (const item of value) yield* members(item, name)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* members(item, key)
}
