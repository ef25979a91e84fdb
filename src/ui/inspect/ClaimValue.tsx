/** The value of a claim, by what it means: a time with its distance, scopes and audiences as single words. */
import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { JsonValue } from '../../core/answer/json.ts'
import type { ClaimFact } from '../../core/token/shapes.ts'
import { Button } from '../kit/Button.tsx'
import { exactTime } from '../kit/format.ts'
import { Time } from '../kit/Time.tsx'
import { isStructure, readable } from './json-text.ts'
import { Marked } from './Marked.tsx'

/** Enough for any claim a person wrote; more is drawn when asked for. */
const longest = 2000

/** Seconds within what Date can say, from 1970 on. */
const last = 8.64e12

export interface ClaimValueProps {
  readonly name: string
  readonly value: JsonValue
  readonly form?: ClaimFact['form'] | undefined
}

export function ClaimValue(props: ClaimValueProps): JSX.Element {
  const seconds = () =>
    props.form === 'time' &&
    typeof props.value === 'number' &&
    props.value >= 0 &&
    props.value <= last
      ? props.value
      : undefined
  const words = createMemo((): readonly string[] | undefined => {
    const value = props.value
    if (props.form === 'scope' && typeof value === 'string') return value.split(' ').filter(Boolean)
    if (Array.isArray(value) && value.length > 0 && value.length <= 100) {
      const texts = value.filter((item) => typeof item === 'string')
      return texts.length === value.length ? texts : undefined
    }
    return undefined
  })
  return (
    <Switch fallback={<Text value={props.value} />}>
      <Match when={seconds() !== undefined}>
        <Instant seconds={seconds() ?? 0} />
      </Match>
      <Match when={words()}>{(list) => <Words list={list()} />}</Match>
    </Switch>
  )
}

/** The number as it stands, the instant, and how far it is from now: the distance is renewed every second. */
function Instant(props: { seconds: number }): JSX.Element {
  const at = () => props.seconds * 1000
  return (
    <span class="claim-time">
      <span class="mono">{props.seconds}</span>
      <span>{exactTime(at())}</span>
      <strong>
        <Time at={at()} still />
      </strong>
    </span>
  )
}

function Words(props: { list: readonly string[] }): JSX.Element {
  return (
    <ul class="claim-words">
      <For each={props.list}>
        {(word) => (
          <li class="mono">
            <Marked text={word} />
          </li>
        )}
      </For>
    </ul>
  )
}

function Text(props: { value: JsonValue }): JSX.Element {
  const [whole, setWhole] = createSignal(false)
  const text = createMemo(() => readable(props.value))
  const shown = () => (whole() ? text() : text().slice(0, longest))
  return (
    <Show when={text() !== ''} fallback={<span class="quiet mono">empty</span>}>
      <span class="claim-text mono" classList={{ 'claim-plain': !isStructure(props.value) }}>
        <Marked text={shown()} />
      </span>
      <Show when={!whole() && text().length > longest}>
        <Button variant="quiet" onClick={() => setWhole(true)}>
          {`Show all ${text().length} characters`}
        </Button>
      </Show>
    </Show>
  )
}
