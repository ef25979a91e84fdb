/** A form_post answer as one address: what our server redirects to when a login page posts to it. */

/** Stands in the query of such an address, so that a form is told from a fragment that was sent as one. */
const mark = 'form_post'

/**
 * The body goes into the fragment, which no server sees again. Nothing is decoded: what a URL may not
 * hold is percent-encoded, and what was posted stays as it was posted.
 * @param address where it was posted to, its query included
 */
export function postedCallback(address: string, body: string): string {
  const url = new URL(address)
  const query = url.search === '' ? `?${mark}` : `${url.search}&${mark}`
  return `${url.origin}${url.pathname}${query}#${escaped(body)}`
}

export const isPosted = (url: URL): boolean => url.searchParams.get(mark) === ''

/** RFC 3986 section 3.5: what a fragment may hold, and `%` because it begins what is encoded already. */
const escaped = (text: string): string =>
  text.replaceAll(/[^\w\-.~!$&'()*+,;=:@/?%]/gu, (character) => encodeURIComponent(character))
