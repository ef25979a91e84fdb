/** A span of time in words, to the two largest units: `2 days 3 hours`. */

const units = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

export function spanOf(seconds: number): string {
  let left = Math.floor(Math.abs(seconds))
  const words: string[] = []
  for (const [name, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) words.push(`${count} ${name}${count === 1 ? '' : 's'}`)
    // The second unit is the next smaller one or none: not "1 year 3 seconds".
    else if (words.length > 0) break
    if (words.length === 2) break
  }
  return words.length === 0 ? 'less than a second' : words.join(' ')
}
