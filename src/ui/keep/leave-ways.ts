/** The ways a walk can leave, and what each is good for. The address names the one that is open. */
import type { LeavingKind } from '../../trace/leave/leaving.ts'
import { navigate, path } from '../router.tsx'

export type Way = 'case' | 'har' | 'report' | 'script' | 'code' | 'sealed' | 'link'

interface WayWords {
  readonly id: Way
  readonly label: string
  readonly about: string
}

export const ways: readonly WayWords[] = [
  {
    id: 'case',
    label: 'Case file',
    about:
      'For somebody who has Grantwalk: they open it, see the same steps, and walk on with secrets of their own.',
  },
  {
    id: 'har',
    label: 'HAR',
    about: 'For other tools: the requests and answers as a browser would have recorded them.',
  },
  {
    id: 'report',
    label: 'Report',
    about: 'For a ticket: what was walked, what was refused and in which words, in Markdown.',
  },
  {
    id: 'script',
    label: 'Script',
    about: 'For a terminal: the whole flow for bash. It asks for its secrets when it starts.',
  },
  {
    id: 'code',
    label: 'Code',
    about: 'For a program: every request of the flow, with a variable where a secret stood.',
  },
  {
    id: 'sealed',
    label: 'Sealed',
    about:
      'For yourself: the walk with all its secrets. It leaves under a passphrase, and in no other way.',
  },
  {
    id: 'link',
    label: 'Link',
    about: 'For a colleague: vendor, flow and step. Nothing you typed or got stands in it.',
  },
]

export const wayOf = (text: string | undefined): Way =>
  ways.find(({ id }) => id === text)?.id ?? 'case'

/** What can be looked at before it leaves. */
export const kindOf = (way: Way, language: string): LeavingKind | undefined => {
  if (way === 'sealed' || way === 'link') return undefined
  return way === 'code' ? `code:${language}` : way
}

/** Stays on the walk, and Back does not go through every way that was looked at. */
export function showWay(way: Way | undefined): void {
  const query = new URLSearchParams(location.search)
  if (way === undefined) query.delete('leave')
  else query.set('leave', way)
  const search = query.toString()
  navigate(`${path()}${search === '' ? '' : `?${search}`}`, { replace: true })
}
