/** Where a claim comes from. Every sentence about a vendor carries one; a guess says that it is one. */

export interface Link {
  readonly title: string
  readonly url: string
}

export type Source =
  | { readonly kind: 'vendor'; readonly link: Link } // the vendor's own page says it
  | { readonly kind: 'document'; readonly link: Link } // another public document or code says it
  | { readonly kind: 'inferred'; readonly link: Link } // a known product behaves so
  | { readonly kind: 'assumed' } // nobody says it; the least surprising choice

/** A sentence worth reading, with its source. */
export interface Claim {
  readonly text: string
  readonly source: Source
}

/** A place where a vendor departs from a specification. */
export interface Deviation {
  readonly how: string
  /** What the specification says instead, and where. */
  readonly rule: string
  readonly rfc: Link
  readonly source: Source
}

export const rfc = (number: number, section?: string): Link => ({
  title: section === undefined ? `RFC ${number}` : `RFC ${number}, section ${section}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}${section === undefined ? '' : `#section-${section}`}`,
})
