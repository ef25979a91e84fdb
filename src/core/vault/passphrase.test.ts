/** The estimate of a passphrase is low rather than flattering. */
import { describe, expect, it } from 'vitest'
import { strengthOf } from './passphrase.ts'

describe('a passphrase', () => {
  it.each([
    ['', 'short', false],
    ['elevenchars', 'short', false],
    ['aaaaaaaaaaaaaaaa', 'weak', false],
    ['123456789012', 'weak', false],
    ['passwordpassword', 'weak', false],
    ['qwertyuiopasdf', 'weak', false],
    ['abababababab', 'weak', false],
    ['Password2024!', 'weak', false],
    ['summer vacation 2023', 'weak', true],
    ['correct horse battery', 'weak', true],
    ['correct horse battery staple', 'fair', true],
    ['correct horse battery staple orchid', 'strong', true],
    ['k7#Qz!p2Lw9$xV4m', 'strong', true],
    ['Schlüssel über Brücken nach Zürich', 'strong', true],
  ])('%j is %s', (text, level, enough) => {
    expect(strengthOf(text)).toMatchObject({ level, enough })
  })

  it('counts what a person sees as one character once', () => {
    expect(strengthOf('\u{1F511}'.repeat(11)).says).toBe('1 more character at least.')
  })

  it('never gets weaker by a word more', () => {
    const words = ['orchid', 'lamp', 'seven', 'river', 'orchid', 'ñandú', '1999', '!?']
    const bits = words.map((_word, at) => strengthOf(words.slice(0, at + 1).join(' ')).bits)
    expect(bits).toEqual(bits.toSorted((a, b) => a - b))
  })
})
