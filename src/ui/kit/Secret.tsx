/** A value that stays covered until asked for (T92). Covered, it is not in the page at all. */
import { type JSX, Show } from 'solid-js'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { createReveal } from './clock.ts'
import { Segments } from './Segments.tsx'
import { tokenSegments } from './segment.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface SecretProps {
  value: string
  /** What it is called: `access_token`. */
  label: string
  /** What kind of thing it is: `secret`, `personal`, `JWT`. */
  kind?: string | undefined
}

/** Always as many, whatever the length: the length is said in words. */
const dots = '••••••••'

export function Secret(props: SecretProps): JSX.Element {
  const [shown, toggle] = createReveal()
  const length = () => `${props.value.length} character${props.value.length === 1 ? '' : 's'}`
  return (
    <span class="secret" role="group" aria-label={props.label}>
      <span class="secret-text">
        <Show
          when={shown()}
          fallback={
            <>
              <span class="secret-dots" aria-hidden="true">
                {dots}
              </span>
              <VisuallyHidden>covered</VisuallyHidden>
            </>
          }
        >
          <span class="secret-value">
            <Segments segments={tokenSegments(props.value)} />
          </span>
        </Show>
        <span class="quiet">
          {props.kind ?? 'secret'} · {length()}
        </span>
      </span>
      <span class="secret-tools">
        <Button
          variant="quiet"
          icon={shown() ? 'hide' : 'eye'}
          label={`${shown() ? 'Hide' : 'Reveal'} ${props.label}`}
          onClick={toggle}
        />
        <CopyButton text={props.value} what={props.label} iconOnly />
      </span>
    </span>
  )
}
