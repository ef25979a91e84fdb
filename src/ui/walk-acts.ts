/** What can be done with a whole walk, in the order of its menu, wherever that stands. */
import type { Summary } from '../client/summary.ts'
import type { MenuItem } from './kit/Menu.tsx'
import { navigate, select } from './router.tsx'

export type Act = 'name' | 'tags' | 'pin' | 'fork' | 'duplicate' | 'compare' | 'delete'

type Acted = Pick<Summary, 'id' | 'vendor' | 'flow' | 'target' | 'pinned'>

export const menuOf = (walk: Acted, act: (act: Act) => void): readonly MenuItem[] => [
  { label: 'Rename', onSelect: () => act('name') },
  { label: 'Tags and note', onSelect: () => act('tags') },
  { label: walk.pinned ? 'Unpin' : 'Pin to the top', onSelect: () => act('pin') },
  { label: 'Fork from a step', onSelect: () => act('fork') },
  { label: 'Duplicate without secrets', onSelect: () => act('duplicate') },
  { label: 'Compare with another', onSelect: () => act('compare') },
  { label: 'Export or share', onSelect: () => leave(walk.id) },
  {
    label: 'Start anew',
    onSelect: () => navigate(`/start/${walk.vendor}?flow=${walk.flow}&target=${walk.target}`),
  },
  { label: 'Delete', onSelect: () => act('delete'), danger: true },
]

/** In the walk itself, its step stays. */
function leave(id: string): void {
  if (location.pathname === `/walk/${id}`) select({ leave: 'case' })
  else navigate(`/walk/${id}?leave=case`)
}
