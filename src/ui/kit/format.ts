/** Sizes, spans and instants as a person reads them. */

const second = 1000
const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const

/** 312 → `312 B`, 1234 → `1.2 kB`: powers of ten, as the network counts. */
export function bytes(count: number): string {
  if (count < 1000) return `${Math.round(count)} B`
  const names = ['kB', 'MB', 'GB', 'TB']
  let size = count / 1000
  let index = 0
  while (size >= 999.95 && index < names.length - 1) {
    size /= 1000
    index += 1
  }
  return `${size.toFixed(1)} ${names[index]}`
}

/** The two largest units of a whole number of seconds: `59 min 12 s`. */
export function span(seconds: number): string {
  const first = units.findIndex(([, size]) => seconds >= size)
  if (first < 0) return '0 s'
  let left = seconds
  const words: string[] = []
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(left / size)
    if (count > 0) words.push(`${count} ${name}`)
    left -= count * size
  }
  return words.join(' ')
}

/** 12 → `12 ms`, 1234 → `1.2 s`, 125 000 → `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds))
  if (whole < second) return `${whole} ms`
  const tenths = Math.round(whole / 100) / 10
  return tenths < 60 ? `${tenths.toFixed(1)} s` : span(Math.round(whole / second))
}

/**
 * `in 59 min 12 s`, `3 min ago`, `now`: what is past is not counted in seconds after a minute, and a month away it is
 * the day. Unix milliseconds; `now` may be a second old, as the clock on screen is.
 */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round(Math.abs(at - now) / second)
  if (seconds === 0 || (at > now && seconds === 1)) return 'now'
  if (seconds > 31 * 86_400) return exactTime(at).slice(0, 10)
  return at > now
    ? `in ${span(seconds)}`
    : `${span(seconds < 60 ? seconds : seconds - (seconds % 60))} ago`
}

const two = (count: number) => String(count).padStart(2, '0')

/** `2026-03-04 13:00:05 +01:00`. The offset is minutes west of UTC, as `Date` counts it. */
export function exactTime(at: number, offset = new Date(at).getTimezoneOffset()): string {
  const local = new Date(at - offset * 60 * second).toISOString()
  const east = Math.abs(offset)
  const zone = `${offset > 0 ? '-' : '+'}${two(Math.floor(east / 60))}:${two(east % 60)}`
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone}`
}
