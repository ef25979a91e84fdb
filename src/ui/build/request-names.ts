/** What a request is called where it has no name of its own. */
import type { Draft } from '../../core/draft/draft.ts'

/** The path of an address that may still hold variables, or the address itself. */
export function pathIn(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  return path === '' ? url : path
}

export const lineOfDraft = ({ method, url }: Draft): string =>
  url === '' ? `${method}, no address yet` : `${method} ${pathIn(url)}`

export const nameOfDraft = (draft: Draft): string =>
  draft.name === '' ? lineOfDraft(draft) : draft.name
