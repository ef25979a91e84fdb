/** What programs in JavaScript have in common: string literals, secrets, bodies. */
import { hex, literal, type Spelling, usual } from './literal.ts'
import { type BodyPiece, type Piece, textOfBody, type Variable } from './plan.ts'

const spelling: Spelling = {
  quote: "'",
  named: { ...usual, "'": "\\'" },
  code: (point) => `\\u{${hex(point, 1)}}`,
}

export const quoted = (text: string): string => literal(text, spelling)

const term = (piece: Piece): string => (piece.kind === 'text' ? quoted(piece.text) : piece.name)

export const terms = (pieces: readonly Piece[]): string =>
  pieces.length === 0 ? "''" : pieces.map(term).join(' + ')

export const comment = (said: string): string => `// ${said}`

/** In a browser there is no environment: it asks. */
export function asking(variables: readonly Variable[]): readonly string[] {
  if (variables.length === 0) return []
  return [
    "const need = (name, manner = '') => {",
    '  const value = globalThis.process?.env[name] ?? globalThis.prompt?.(name + manner)',
    "  if (!value) throw new Error('Set ' + name + ' first' + manner + '.')",
    '  return value',
    '}',
    ...variables.map(
      ({ name, manner }) =>
        `const ${name} = need('${name}'${manner === '' ? '' : `, ${quoted(manner)}`})`,
    ),
    '',
  ]
}

/** A string would be given a type where the request has none; a Blob without one is sent as it is. */
export function bodyOf(body: readonly BodyPiece[], typed: boolean): string {
  const text = textOfBody(body)
  if (text !== undefined) return typed ? terms(text) : `new Blob([${terms(text)}])`
  const parts = body.map((piece) =>
    piece.kind === 'bytes' ? `Uint8Array.of(${piece.bytes.join(', ')})` : term(piece),
  )
  return `new Blob([${parts.join(', ')}])`
}

/** One request stands by itself; several share no names. */
export const inBlock = (lines: readonly string[], several: boolean): readonly string[] =>
  several ? ['{', ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}'] : lines
