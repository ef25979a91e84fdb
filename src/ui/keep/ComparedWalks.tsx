/** What a comparison found: the two walks, where they part, and step by step what differs. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Session } from '../../core/session.ts'
import { Button } from '../kit/Button.tsx'
import { CheckField } from '../kit/CheckField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Time } from '../kit/Time.tsx'
import { Link } from '../router.tsx'
import { targetWord } from '../words.ts'
import { CompareOne } from './CompareOne.tsx'
import type { Compared } from './ComparePage.tsx'
import { whatDiffers } from './compare-words.ts'
import { vendorName } from './vendor-name.ts'

/** Whoever polled for an hour has hundreds. */
const MOST = 60

export function ComparedWalks(props: Compared & { onSwap: () => void }): JSX.Element {
  const [fresh, setFresh] = createSignal(false)
  const [limit, setLimit] = createSignal(MOST)
  const pairs = createMemo(() =>
    props.comparison.pairs
      .map((pair) => ({
        ...pair,
        differences: pair.differences.filter((one) => fresh() || one.fresh !== true),
      }))
      .filter(({ differences }) => differences.length > 0),
  )
  const same = () => props.comparison.pairs.length - pairs().length
  return (
    <>
      <div class="compare-heads">
        <Head side="Left" session={props.left} />
        <Head side="Right" session={props.right} />
      </div>
      <First {...props} />
      <div class="finding-line">
        <CheckField
          label="Show what is new in every run, too"
          checked={fresh()}
          onChange={setFresh}
        />
        <Button onClick={() => props.onSwap()}>Swap left and right</Button>
      </div>
      <p role="status" class="quiet">
        {same() === 0
          ? 'No exchange is the same in both.'
          : `${same()} of ${props.comparison.pairs.length} exchanges are the same in both.`}
      </p>
      <For each={pairs().slice(0, limit())}>
        {(pair) => (
          <section class="compare-pair" aria-label={props.titleOf(pair.step)}>
            <h3>{props.titleOf(pair.step)}</h3>
            <dl class="compare-list">
              <For each={pair.differences}>{(one) => <CompareOne difference={one} />}</For>
            </dl>
          </section>
        )}
      </For>
      <Show when={pairs().length > limit()}>
        <div class="actions">
          <Button onClick={() => setLimit((now) => now + MOST)}>Show more</Button>
        </div>
      </Show>
    </>
  )
}

const counted = (count: number) => (count === 1 ? '1 exchange' : `${count} exchanges`)

function Head(props: { side: string; session: Session }): JSX.Element {
  return (
    <div>
      <h2>
        <span class="quiet">{props.side}: </span>
        <Link href={`/walk/${props.session.id}`}>{props.session.name}</Link>
      </h2>
      <div class="row-meta">
        <span>{vendorName(props.session.vendor)}</span>
        <span>{targetWord[props.session.target]}</span>
        <span>{counted(props.session.exchanges.length)}</span>
        <Time at={props.session.updatedAt} />
      </div>
    </div>
  )
}

function First(props: Compared): JSX.Element {
  return (
    <Show
      when={props.comparison.first}
      fallback={
        <Notice tone="success" level={2} title="No differences">
          <p>
            {props.comparison.pairs.length === 0
              ? 'Neither has sent anything yet.'
              : 'They differ in nothing but what is new in every run: states, codes, tokens, times.'}
          </p>
        </Notice>
      }
    >
      {(first) => (
        <Notice tone="info" level={2} title={`They part at “${props.titleOf(first().step)}”`}>
          <p>{whatDiffers(first().difference)}</p>
        </Notice>
      )}
    </Show>
  )
}
