/** `{{name}}` in a text: where it stands, and what the text becomes when the names have values. */

/** A piece of a text as it was typed: put together again they are the text. */
export type Piece =
  /** `escape`: it is `\{{`, which means two braces and no variable. */
  | { readonly kind: 'text'; readonly text: string; readonly escape?: true }
  | { readonly kind: 'variable'; readonly text: string; readonly name: string }

/** Lengths are bounded, so that a wall of braces costs no more than its length. */
const VARIABLE = /\\\{\{|\{\{[ \t]{0,20}([$\p{L}_][\p{L}\p{N}_.-]{0,199})[ \t]{0,20}\}\}/gu

export function partsOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name] = match
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    pieces.push(
      name === undefined
        ? { kind: 'text', text: whole, escape: true }
        : { kind: 'variable', text: whole, name },
    )
    end = match.index + whole.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

/** What a piece without a variable is sent as. */
export const meantBy = (piece: Piece & { kind: 'text' }): string =>
  piece.escape === true ? '{{' : piece.text

/** The names that stand in a text, each once. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set(partsOf(text).flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []))),
]

export const placeholder = (name: string): string => `{{${name}}}`

/** A text that means itself, whatever braces stand in it. */
export const literal = (text: string): string => text.replace(VARIABLE, '\\$&')

export type VariableSource = 'environment' | 'session' | 'built_in'

/** What a name stands for. `withheld`: it has a value, and this request may not have it (T68). */
export type Meaning =
  | {
      readonly kind: 'known'
      readonly value: string
      readonly source: VariableSource
      readonly secret: boolean
    }
  | { readonly kind: 'withheld'; readonly by: Owner }
  | { readonly kind: 'unknown' }

/** What a withheld secret belongs to: a walk or an environment, and the origins it was meant for. */
export interface Owner {
  readonly name: string
  readonly origins: readonly string[]
}

export type Lookup = (name: string) => Meaning

/** More than this is a mistake, or a name that was repeated to be one. */
export const MOST_CHARACTERS = 16 * 1024 * 1024

/** Writes texts with their variables put in, and remembers what it met. Values are never looked into. */
export interface Pen {
  /** `encode` sees every piece but those that stay `{{name}}`. */
  write(text: string, encode?: (piece: string) => string): string
  /** The same, piece by piece. */
  pieces(text: string): readonly Written[]
  /** Whether every name in the text has a value here. */
  whole(text: string): boolean
  /** Names that got their value. */
  readonly used: ReadonlySet<string>
  /** Those among them that open something, with their values. */
  readonly secrets: ReadonlyMap<string, string>
  readonly unknown: ReadonlySet<string>
  readonly withheld: ReadonlyMap<string, Owner>
  /** The result would be longer than `MOST_CHARACTERS`. */
  readonly overflowed: boolean
}

export interface Written {
  readonly kind: 'text' | 'value' | 'placeholder'
  readonly text: string
}

export function createPen(lookup: Lookup): Pen {
  const used = new Set<string>()
  const secrets = new Map<string, string>()
  const unknown = new Set<string>()
  const withheld = new Map<string, Owner>()
  let written = 0

  function meant(piece: Piece): Written {
    if (piece.kind === 'text') return { kind: 'text', text: meantBy(piece) }
    const meaning = lookup(piece.name)
    if (meaning.kind !== 'known') {
      if (meaning.kind === 'withheld') withheld.set(piece.name, meaning.by)
      else unknown.add(piece.name)
      return { kind: 'placeholder', text: placeholder(piece.name) }
    }
    used.add(piece.name)
    if (meaning.secret) secrets.set(piece.name, meaning.value)
    written += meaning.value.length
    const text = written > MOST_CHARACTERS ? '' : meaning.value
    return { kind: 'value', text }
  }

  const pieces = (text: string) => partsOf(text).map(meant)
  return {
    pieces,
    write: (text, encode = (piece) => piece) =>
      pieces(text)
        .map((one) => (one.kind === 'placeholder' ? one.text : encode(one.text)))
        .join(''),
    whole: (text) => variablesIn(text).every((name) => lookup(name).kind === 'known'),
    used,
    secrets,
    unknown,
    withheld,
    get overflowed() {
      return written > MOST_CHARACTERS
    },
  }
}
