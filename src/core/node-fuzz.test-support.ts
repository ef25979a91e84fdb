/** For property tests: few runs with a fixed seed in `npm test`, many with a new seed in `npm run fuzz`. */
import fc from 'fast-check'
import { afterEach } from 'vitest'

/** Handed to every `fc.assert` of a `*.fuzz.test.ts`. A red run is repeated with the seed it printed. */
export const often = {
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 200),
  seed: Number(process.env['FUZZ_SEED'] ?? 7),
}

const prototypes = (): string =>
  [Object, Array, Function, String, Number, Promise, Map, Set, RegExp, Error, Uint8Array]
    .map(({ name, prototype }) => [name, ...Reflect.ownKeys(prototype as object).map(String)])
    .join('\n')
const clean = prototypes()

/** T96: whatever was read, nothing reached a prototype. */
afterEach(() => {
  if (prototypes() !== clean) throw new Error(`A prototype was changed:\n${prototypes()}`)
})

/** Names that reach a prototype where an object is used as a map. */
const dangerous = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '']

const literal = fc.oneof(
  fc.constantFrom('null', 'true', 'false', '0', '-0', '1e400', '9007199254740993', '""', '[]'),
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => JSON.stringify(text)),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
)

/** JSON as text, so that a name may stand twice and `__proto__` is one like any other. */
export function jsonWith(
  names: readonly string[],
  values: readonly string[] = [],
  maxDepth = 4,
): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom(...dangerous) },
    { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
  )
  const leaf =
    values.length === 0
      ? literal
      : fc.oneof(literal, fc.constantFrom(...values.map((value) => JSON.stringify(value))))
  return fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth, withCrossShrink: true },
      leaf,
      fc
        .array(fc.tuple(name, tie('value')), { maxLength: 6 })
        .map((all) => `{${all.map(([key, one]) => `${JSON.stringify(key)}:${one}`).join(',')}}`),
      fc.array(tie('value'), { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
    ),
  })).value
}

/** Any of these wholes, with up to four pieces cut out, doubled, or replaced. */
export function changed(
  wholes: readonly string[],
  pieces: readonly string[],
): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 }))
  const edit = fc.tuple(fc.nat(), fc.nat(30), fc.oneof(piece, fc.constant(undefined)))
  return fc
    .tuple(fc.constantFrom(...wholes), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([whole, edits]) => edits.reduce((text, one) => edited(text, one), whole))
}

function edited(
  text: string,
  [place, length, piece]: readonly [number, number, string | undefined],
): string {
  const at = place % (text.length + 1)
  const cut = text.slice(at, at + length)
  return text.slice(0, at) + (piece ?? cut + cut) + text.slice(at + length)
}

/** The same for bytes: a few of them become others, or the end is missing. */
export function changedBytes(
  wholes: fc.Arbitrary<Uint8Array<ArrayBuffer>>,
): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 5 })
  return fc.tuple(wholes, edits, fc.option(fc.nat(), { freq: 3 })).map(([whole, all, end]) => {
    const bytes = whole.slice(0, end === null ? whole.length : end % (whole.length + 1))
    for (const [at, byte] of all) if (bytes.length > 0) bytes[at % bytes.length] = byte
    return bytes
  })
}

/** Well-formed text: UTF-8 holds no half of a surrogate pair. */
export const text = (maxLength = 20): fc.Arbitrary<string> =>
  fc.oneof(fc.string({ maxLength }), fc.string({ unit: 'binary', maxLength }))
