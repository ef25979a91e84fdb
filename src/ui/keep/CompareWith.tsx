/** Asks with which other walk one is to be compared: those of the same flow first. */
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Summary } from '../../client/summary.ts'
import { createSettled } from '../inspect/settled.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { Time } from '../kit/Time.tsx'
import { Link } from '../router.tsx'
import { useServices } from '../services.ts'
import { targetWord } from '../words.ts'
import { SearchField } from './SearchField.tsx'
import { found } from './search.ts'
import { vendorName } from './vendor-name.ts'

const MOST = 20

export function CompareWith(props: { id: string; onClose: () => void }): JSX.Element {
  const field = createUniqueId()
  const { sessions } = useServices()
  const [query, setQuery] = createSignal('')
  const all = createSettled(
    () => props.id,
    () => sessions.list().catch((): readonly Summary[] => []),
  )
  const others = createMemo(() => {
    const mine = all()?.find(({ id }) => id === props.id)
    const alike = (one: Summary) =>
      Number(one.flow === mine?.flow) + Number(one.vendor === mine?.vendor)
    const rest = (all() ?? []).filter(({ id }) => id !== props.id)
    return found(rest, query(), vendorName).toSorted((one, other) => alike(other) - alike(one))
  })
  return (
    <Dialog open title="Compare with another walk" onClose={() => props.onClose()}>
      <SearchField id={field} label="Find the other one" value={query()} onInput={setQuery} />
      <Show when={all()} fallback={<p class="quiet">Reading the list…</p>}>
        <p role="status" class="quiet">
          {others().length === 0 ? 'No other walk matches.' : said(others().length)}
        </p>
        <ul class="list">
          <For each={others().slice(0, MOST)}>
            {(one) => (
              <li class="row">
                <div class="row-main">
                  <Link href={`/compare?a=${props.id}&b=${one.id}`}>{one.name}</Link>
                  <div class="row-meta">
                    <span>{vendorName(one.vendor)}</span>
                    <span>{targetWord[one.target]}</span>
                    <Time at={one.updatedAt} still />
                  </div>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  )
}

const said = (count: number) =>
  count > MOST
    ? `The ${MOST} most alike of ${count}. Type to find others.`
    : `${count} ${count === 1 ? 'walk' : 'walks'}, the most alike first.`
