import { describe, expect, test } from 'vitest'
import { bytes, duration, exactTime, relativeTime } from './format.ts'

describe('bytes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1234, '1.2 kB'],
    [999_940, '999.9 kB'],
    [999_999, '1.0 MB'],
    [104_857_600, '104.9 MB'],
  ])('%d is %s', (count, text) => expect(bytes(count)).toBe(text))
})

describe('duration', () => {
  test.each([
    [0, '0 ms'],
    [12.4, '12 ms'],
    [999.6, '1.0 s'],
    [1234, '1.2 s'],
    [59_960, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [-3, '0 ms'],
  ])('%d ms is %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text))
})

describe('relativeTime', () => {
  const now = Date.UTC(2026, 2, 4)
  test.each([
    [3_552_000, 'in 59 min 12 s'],
    [-59_000, '59 s ago'],
    [-180_000, '3 min ago'],
    [-194_000, '3 min ago'],
    [400, 'now'],
    [-400, 'now'],
    [1000, 'now'],
    [2000, 'in 2 s'],
    [-7_500_000, '2 h 5 min ago'],
    [86_400_000 * 30, 'in 30 d'],
    [86_400_000 * -400 + 43_200_000, '2025-01-28'],
    [86_400_000 + 59_000, 'in 1 d'],
  ])('%d ms from now is %s', (distance, text) => {
    expect(relativeTime(now + distance, now)).toBe(text)
  })
})

describe('exactTime', () => {
  const at = Date.UTC(2026, 2, 4, 12, 0, 5)
  test('says the local instant with its offset, east and west', () => {
    expect(exactTime(at, -60)).toBe('2026-03-04 13:00:05 +01:00')
    expect(exactTime(at, 210)).toBe('2026-03-04 08:30:05 -03:30')
    expect(exactTime(at, 0)).toBe('2026-03-04 12:00:05 +00:00')
  })
})
