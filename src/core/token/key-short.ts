/** Shortens what a token or a key says of itself, so that one line stays one line. */

/** Longer than any honest name, hash or address. */
const MOST = 300

export const short = (text: string): string =>
  text.length <= MOST ? text : `${text.slice(0, MOST)}… (${text.length} characters)`
