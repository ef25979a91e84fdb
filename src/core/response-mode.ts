/** Where an authorization answer must stand, by what was asked for: query, fragment or form, plain or signed. */

export const responseModes = [
  'query',
  'fragment',
  'form_post',
  'jwt',
  'query.jwt',
  'fragment.jwt',
  'form_post.jwt',
] as const

export type ResponseMode = (typeof responseModes)[number]

export interface Standing {
  readonly place: 'query' | 'fragment' | 'form_post'
  /** As one signed token in `response` (JARM). */
  readonly signed: boolean
}

/** The words of a response type; their order has no meaning (OAuth 2.0 Multiple Response Types, section 3). */
export const typesIn = (response_type: string): readonly string[] =>
  response_type.split(' ').filter((word) => word !== '')

/** Tokens belong where no server log sees them: in the fragment (the same, section 5). */
export const isHidden = (response_type: string): boolean =>
  typesIn(response_type).some((type) => type === 'token' || type === 'id_token')

export function standingOf(response_type: string, response_mode?: ResponseMode): Standing {
  const own = isHidden(response_type) ? 'fragment' : 'query'
  switch (response_mode) {
    case undefined:
      return { place: own, signed: false }
    case 'jwt':
      return { place: own, signed: true }
    case 'query':
    case 'fragment':
    case 'form_post':
      return { place: response_mode, signed: false }
    case 'query.jwt':
      return { place: 'query', signed: true }
    case 'fragment.jwt':
      return { place: 'fragment', signed: true }
    case 'form_post.jwt':
      return { place: 'form_post', signed: true }
  }
}
