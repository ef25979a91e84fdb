/** A request bound to a key (RFC 9449) cannot be repeated as it was: what has to be supplied in its place. */

/** ASCII without quotes, so that it may stand in a comment and in a shell's quotes alike. */
export const PROOF =
  'The DPoP header is a proof for this one request, signed with a key that stays in the browser. Supply a new proof, signed with a key of yours, and tokens that were given to that key (RFC 9449, section 4).'

export const provesKey = (headers: readonly (readonly [name: string, value: unknown])[]): boolean =>
  headers.some(([name]) => name.toLowerCase() === 'dpop')
