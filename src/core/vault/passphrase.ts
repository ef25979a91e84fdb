/** How much guessing a passphrase asks for: a low estimate, made from the habits guessers count on. */

export interface Strength {
  /** Long enough, and not among the first that anyone would try. */
  readonly enough: boolean
  readonly level: 'short' | 'weak' | 'fair' | 'strong'
  /** Rounded; each one more doubles the work. */
  readonly bits: number
  /** One sentence, for the person. */
  readonly says: string
}

export const LEAST_LENGTH = 12

/** A word from a list of a few thousand, and its usual spellings. */
const WORD = 12
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '012345678901234567890',
]
/** What lists of leaked passwords begin with. */
const first =
  /pass(?:word|phrase|wort)|secret|letmein|welcome|admin|dragon|monkey|iloveyou|grantwalk/g

/** `4567`, `rewq`: known by their first sign, their direction and their length. */
const isRow = (text: string): boolean => {
  const back = Array.from(text).reverse().join('')
  return rows.some((row) => row.includes(text) || row.includes(back))
}

/** @param part letters only, digits only, or one other sign */
function bitsOf(part: string): number {
  if (/^[\s._-]$/.test(part)) return 1
  const again = /^(.{1,4})\1+$/u.exec(part)
  if (again?.[1] !== undefined) return bitsOf(again[1]) + Math.log2(part.length)
  if (part.length > 2 && isRow(part)) return 6
  if (/^\d+$/.test(part)) return /^(?:19|20)\d\d$/.test(part) ? 6 : part.length * Math.log2(10)
  if (/^\p{L}+$/u.test(part))
    return Math.min(part.length * Math.log2(26), WORD * Math.ceil(part.length / 9))
  return 4
}

export function strengthOf(passphrase: string): Strength {
  const text = passphrase.normalize('NFKC')
  const parts =
    text
      .toLowerCase()
      .replace(first, ' ')
      .match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? []
  const seen = new Set<string>()
  let bits = 0
  for (const part of parts) {
    // What comes again costs a guesser next to nothing.
    bits += seen.has(part) ? 1 : bitsOf(part)
    seen.add(part)
  }
  return judged(Array.from(text).length, Math.round(bits))
}

function judged(length: number, bits: number): Strength {
  if (length < LEAST_LENGTH)
    return {
      ...{ enough: false, level: 'short', bits },
      says: `${LEAST_LENGTH - length} more ${LEAST_LENGTH - length === 1 ? 'character' : 'characters'} at least.`,
    }
  if (bits < 24)
    return {
      ...{ enough: false, level: 'weak', bits },
      says: 'This is among the first that would be tried. Take something less regular.',
    }
  if (bits < 44)
    return {
      ...{ enough: true, level: 'weak', bits },
      says: 'Weak: whoever has a copy of the files could guess it. Add a word or two.',
    }
  if (bits < 60)
    return {
      ...{ enough: true, level: 'fair', bits },
      says: 'Fair: guessing it takes a graphics card many years.',
    }
  return {
    ...{ enough: true, level: 'strong', bits },
    says: 'Strong, if you do not use it anywhere else.',
  }
}
