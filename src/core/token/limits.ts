/** Where looking into a token stops, so that no token can freeze the page (threat model, T76). */
export const limits = {
  /** What all parts of one token may carry, decoded. In base64url that is 1.4 million characters. */
  tokenBytes: 1 << 20,
  /** What may be pasted at once, in characters. */
  pastedLength: 4 << 20,
  /** Levels of objects and lists in the JSON of a token. */
  depth: 64,
  /** So many claims are drawn at first; a token with more carries the note `too_many_claims`. */
  claimsShown: 500,
  /** Tokens within tokens are opened so many levels down. */
  levels: 5,
  /** Tokens looked at in one pasting, or inside one token. */
  tokens: 50,
  /** PBES2 iterations; above this, decryption is not even offered (as in CVE-2023-52428). */
  p2c: 1_000_000,
} as const

/** Four characters of base64url carry three bytes. */
export const isTooLarge = (text: string): boolean => text.length * 0.75 > limits.tokenBytes
