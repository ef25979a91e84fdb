/** Bytes as a person can read them: where, which, and what they would be as letters. */

const two = (byte: number): string => byte.toString(16).padStart(2, '0')
const letter = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'

/** Sixteen a line: `00000010  48 69 …  Hi`. @param from the place of the first byte */
export function hexText(bytes: Uint8Array, from = 0): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)]
    const place = (from + at).toString(16).padStart(8, '0')
    const left = row.slice(0, 8).map(two).join(' ').padEnd(23)
    const right = row.slice(8).map(two).join(' ').padEnd(23)
    lines.push(`${place}  ${left}  ${right}  ${row.map(letter).join('')}`)
  }
  return lines.join('\n')
}
