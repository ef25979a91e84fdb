/** Five questions, five answers. There is no sixth row that sums them up, on purpose. */
import { For, Index, type JSX, Show } from 'solid-js'
import type { Aspect, Mark, Verdict, VerdictLine } from '../../core/token/shapes.ts'
import { Icon } from '../kit/Icon.tsx'
import { Marked } from './Marked.tsx'
import { RuleLink } from './RuleLink.tsx'

const aspects: readonly Aspect[] = ['decoded', 'signature', 'issuer_audience', 'time', 'run']

const titles: Readonly<Record<Aspect, string>> = {
  decoded: 'Decoded',
  signature: 'Signature',
  issuer_audience: 'Issuer and audience',
  time: 'Time',
  run: 'Bound to this run',
}

const words: Readonly<Record<Mark, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  unchecked: 'Not checked',
}

const icons = { passed: 'check', failed: 'cross', unchecked: 'ready' } as const

export type Verdicts = Partial<Readonly<Record<Aspect, Verdict>>>

export function VerdictList(props: { verdicts: Verdicts }): JSX.Element {
  return (
    <ul class="verdicts" aria-label="Verdicts">
      <For each={aspects}>
        {(aspect) => (
          <li data-aspect={aspect} data-mark={props.verdicts[aspect]?.mark}>
            <Show
              when={props.verdicts[aspect]}
              fallback={<p class="verdict-wait quiet">{titles[aspect]}: checking…</p>}
            >
              {(verdict) => <Row title={titles[aspect]} verdict={verdict()} />}
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}

/** What is missing is said at once, and not only when the row is opened. */
function headlineOf({ aspect, mark, headline, lines }: Verdict): string {
  if (mark !== 'unchecked' || aspect === 'decoded') return headline
  return lines.find((line) => line.mark === 'unchecked')?.text ?? headline
}

function Row(props: { title: string; verdict: Verdict }): JSX.Element {
  return (
    <details class="verdict">
      <summary>
        <MarkSign mark={props.verdict.mark} />
        <span class="verdict-title">{props.title}</span>
        <span class="verdict-headline">
          <Marked text={headlineOf(props.verdict)} />
        </span>
        <Icon name="down" />
      </summary>
      {/* By place, not by identity: the clock renews the lines every second. */}
      <ul class="verdict-lines">
        <Index each={props.verdict.lines}>{(line) => <Line line={line()} />}</Index>
      </ul>
    </details>
  )
}

function Line(props: { line: VerdictLine }): JSX.Element {
  return (
    <li data-code={props.line.code}>
      <MarkSign mark={props.line.mark} />
      <div class="verdict-line">
        <p>
          <Marked text={props.line.text} /> <RuleLink rule={props.line.rule} />
        </p>
        <Show when={props.line.expected !== undefined || props.line.found !== undefined}>
          <dl>
            <Side name="expected" value={props.line.expected} />
            <Side name="found" value={props.line.found} />
          </dl>
        </Show>
      </div>
    </li>
  )
}

function Side(props: { name: string; value: string | undefined }): JSX.Element {
  return (
    <Show when={props.value !== undefined}>
      <div>
        <dt>{props.name}</dt>
        <dd class="mono">
          <Marked text={props.value ?? ''} />
        </dd>
      </div>
    </Show>
  )
}

/** A sign and a word: colour is never the only difference. */
function MarkSign(props: { mark: Mark }): JSX.Element {
  return (
    <span class={`mark is-${props.mark}`}>
      <Icon name={icons[props.mark]} />
      {words[props.mark]}
    </span>
  )
}
