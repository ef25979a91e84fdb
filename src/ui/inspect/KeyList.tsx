/** The keys at hand: what each is, what it can do, where it is from, and its thumbprint. */
import { For, type JSX, Show } from 'solid-js'
import type { Key } from '../../core/token/key-shapes.ts'
import { thumbprintsOf } from '../../core/token/thumbprint.ts'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Visible } from '../kit/Visible.tsx'
import { NoteList } from './NoteList.tsx'
import { RuleLink } from './RuleLink.tsx'
import type { HeldKey, Workbench } from './workbench.ts'

const kinds = { public: 'public key', private: 'private key', secret: 'shared secret' } as const

const measure = ({ kty, crv, size }: Key): string =>
  [kty, crv, size === undefined ? undefined : `${size} bits`].filter(Boolean).join(' · ')

export function KeyList(props: { bench: Workbench }): JSX.Element {
  return (
    <Show
      when={props.bench.keys().length > 0}
      fallback={
        <p class="quiet">
          No key yet. A signature can only be checked with a key that you trust for a reason outside
          the token.
        </p>
      }
    >
      <ul class="list key-list" aria-label="Keys at hand">
        <For each={props.bench.keys()}>
          {(held) => <KeyRow held={held} onDrop={() => props.bench.drop(held)} />}
        </For>
      </ul>
    </Show>
  )
}

function KeyRow(props: { held: HeldKey; onDrop: () => void }): JSX.Element {
  const key = () => props.held.key
  const uses = () =>
    [
      key().signs.length > 0 ? `signatures: ${key().signs.join(', ')}` : undefined,
      key().decrypts.length > 0 ? `encryption: ${key().decrypts.join(', ')}` : undefined,
    ]
      .filter(Boolean)
      .join('; ')
  return (
    <li>
      <div class="key-line">
        <strong>
          <Visible text={key().name} />
        </strong>
        <Badge tone={key().kind === 'public' ? 'note' : 'locked'}>{kinds[key().kind]}</Badge>
        <span class="mono">{measure(key())}</span>
        <Button
          variant="quiet"
          icon="close"
          label={`Forget ${key().name}`}
          onClick={() => props.onDrop()}
        />
      </div>
      <p class="row-meta">
        <span>
          <Visible text={props.held.from} />
        </span>
        <Show when={uses() !== ''}>
          <span>{uses()}</span>
        </Show>
      </p>
      <For each={thumbprintsOf(key()).filter(({ value }) => !value.startsWith('urn:'))}>
        {(print) => (
          <p class="key-print">
            <span title={print.means}>{print.name}</span>
            <span class="mono">{print.value}</span>
            <CopyButton text={print.value} what={print.name} iconOnly />
            <RuleLink rule={print.rule} />
          </p>
        )}
      </For>
      <NoteList notes={key().notes} label={`About ${key().name}`} />
    </li>
  )
}
