/** A run of text with a meaning: what code blocks are made of. */

/** Each tone is a class in style/code.css; none is the only sign of anything. */
export type Tone =
  | 'strong'
  | 'quiet'
  | 'name'
  | 'string'
  | 'number'
  | 'literal'
  | 'secret'
  | 'changed'
  | 'token-1'
  | 'token-2'
  | 'token-3'

export interface Segment {
  readonly text: string
  readonly tone?: Tone | undefined
  /** What it came from. Segments and fields with the same link light up together. */
  readonly link?: string | undefined
}

export const textOf = (segments: readonly Segment[]): string =>
  segments.map((segment) => segment.text).join('')

/** The first `limit` characters, so that a huge body costs no more than a screen of it. */
export function head(segments: readonly Segment[], limit: number): readonly Segment[] {
  let left = limit
  const kept: Segment[] = []
  for (const segment of segments) {
    if (left <= 0) break
    const whole = segment.text.length <= left
    kept.push(whole ? segment : { ...segment, text: segment.text.slice(0, left) })
    left -= segment.text.length
  }
  return kept
}

/** A dotted token (header.payload.signature) in its three colours; anything else in one piece. */
export function tokenSegments(token: string, link?: string): readonly Segment[] {
  const parts = token.split('.')
  if (parts.length !== 3) return [{ text: token, link }]
  const tones = ['token-1', 'token-2', 'token-3'] as const
  return parts.flatMap((text, index) => {
    const segment: Segment = { text, tone: tones[index], link }
    return index === 0 ? [segment] : [{ text: '.', tone: 'strong', link }, segment]
  })
}
