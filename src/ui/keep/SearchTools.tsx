/** Finds among the walks: words, chips that write them, and the order. */
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { Summary } from '../../client/summary.ts'
import { Button } from '../kit/Button.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Field } from '../kit/Field.tsx'
import { SearchField } from './SearchField.tsx'
import { found, type Order, sorted, tagsOf } from './search.ts'
import { hasTerm, toggled, written } from './search-query.ts'
import { vendorName } from './vendor-name.ts'
import '../style/finding.css'

interface SearchToolsProps {
  readonly all: readonly Summary[]
  readonly onFound: (rows: readonly Summary[] | undefined) => void
}

interface Chip {
  readonly term: string
  readonly label: string
}

// Whoever opens a walk and comes back finds the list as it was left.
const [query, setQuery] = createSignal('')
const [order, setOrder] = createSignal<Order>('newest')

const orders: readonly (readonly [Order, string])[] = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['name', 'By name'],
  ['vendor', 'By vendor'],
]

/** Only those that part the walks there are. */
function chipsOf(all: readonly Summary[]): readonly Chip[] {
  const some = (holds: (one: Summary) => boolean) => {
    const count = all.filter(holds).length
    return count > 0 && count < all.length
  }
  const chip = (when: boolean, term: string, label: string) => (when ? [{ term, label }] : [])
  const vendors = [...new Set(all.map(({ vendor }) => vendor))]
  return [
    ...chip(
      some(({ pinned }) => pinned === true),
      'is:pinned',
      'Pinned',
    ),
    ...chip(
      some(({ state }) => state !== undefined),
      'is:waiting',
      'Waiting for the login',
    ),
    ...chip(
      some(({ last }) => last === 'refused'),
      'status:refused',
      'Refused',
    ),
    ...chip(
      some(({ last }) => last === 'failed'),
      'status:failed',
      'No answer',
    ),
    ...chip(
      some(({ target }) => target === 'live'),
      'target:live',
      'Live',
    ),
    ...chip(
      some(({ target }) => target === 'sandbox'),
      'target:sandbox',
      'Sandbox',
    ),
    ...(vendors.length < 2 ? [] : vendors).map((id) => ({
      term: written('vendor', id),
      label: vendorName(id),
    })),
    ...tagsOf(all)
      .slice(0, 8)
      .map(([tag]) => ({ term: written('tag', tag), label: `#${tag}` })),
  ]
}

export default function SearchTools(props: SearchToolsProps): JSX.Element {
  const rows = createMemo(() => sorted(found(props.all, query(), vendorName), order(), vendorName))
  createEffect(() => props.onFound(rows()))
  onCleanup(() => props.onFound(undefined))
  const chips = createMemo(() => chipsOf(props.all))
  const said = () =>
    query().trim() === ''
      ? `${props.all.length} walks`
      : `${rows().length} of ${props.all.length} walks`
  return (
    <search class="finding" aria-label="Walks">
      <div class="finding-line">
        <SearchField
          id="finding-query"
          label="Find walks"
          example="invalid_grant tag:customer status:4xx"
          value={query()}
          onInput={setQuery}
        />
        <Field id="finding-order" label="Order">
          <select
            id="finding-order"
            class="input"
            onChange={(event) => {
              const chosen = orders.find(([id]) => id === event.currentTarget.value)
              if (chosen !== undefined) setOrder(chosen[0])
            }}
          >
            <For each={orders}>
              {([id, label]) => (
                <option value={id} selected={id === order()}>
                  {label}
                </option>
              )}
            </For>
          </select>
        </Field>
      </div>
      <Show when={chips().length > 0}>
        <div class="chips" role="group" aria-label="Only these">
          <For each={chips()}>
            {({ term, label }) => (
              <Button
                pressed={hasTerm(query(), term)}
                onClick={() => setQuery((now) => toggled(now, term))}
              >
                {label}
              </Button>
            )}
          </For>
        </div>
      </Show>
      <p class="finding-count" role="status">
        {said()}
      </p>
      <Show when={rows().length === 0 && props.all.length > 0}>
        <EmptyState
          level={3}
          title="No walk matches"
          actions={<Button onClick={() => setQuery('')}>Show all walks</Button>}
        >
          <p>
            Every word must be found: in name, vendor, flow, host, status, error, tag or note.{' '}
            <code>tag:</code>, <code>vendor:</code>, <code>status:</code> and <code>host:</code>{' '}
            look in one of these, <code>-</code> before a word leaves out what has it.
          </p>
        </EmptyState>
      </Show>
    </search>
  )
}
