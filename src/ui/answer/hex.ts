/** Bytes as a person can read them: where, which, and what they would be as letters. */
import { segmentsOfBytes } from '../../trace/mask.ts'
import type { Secret } from '../../trace/secrets.ts'

const two = (byte: number): string => byte.toString(16).padStart(2, '0')
const letter = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'

/**
 * Sixteen a line: `00000010  48 69 …  Hi`.
 * @param hidden places of bytes that are covered: dots stand there, in both columns
 */
export function hexText(bytes: Uint8Array, hidden: ReadonlySet<number> = none): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)]
    const pairs = row.map((byte, place) => (hidden.has(at + place) ? '••' : two(byte)))
    const letters = row.map((byte, place) => (hidden.has(at + place) ? '•' : letter(byte)))
    const left = pairs.slice(0, 8).join(' ').padEnd(23)
    const right = pairs.slice(8).join(' ').padEnd(23)
    lines.push(`${at.toString(16).padStart(8, '0')}  ${left}  ${right}  ${letters.join('')}`)
  }
  return lines.join('\n')
}

const none: ReadonlySet<number> = new Set()

/** As far as a secret may reach beyond what is shown. */
const MARGIN = 16 * 1024

/** Where secrets stand among the first bytes, in whatever way they are written. */
export function hiddenBytes(
  bytes: Uint8Array,
  secrets: readonly Secret[],
  shown: number,
): ReadonlySet<number> {
  if (secrets.length === 0) return none
  const hidden = new Set<number>()
  let at = 0
  for (const part of segmentsOfBytes(bytes.subarray(0, shown + MARGIN), secrets)) {
    const end = at + part.text.length
    for (; at < end; at += 1) if (part.kind === 'secret' && at < shown) hidden.add(at)
  }
  return hidden
}
