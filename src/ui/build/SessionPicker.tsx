/** Whose values the variables mean: one of the person's walks, or none. */
import { createUniqueId, For, type JSX } from 'solid-js'
import type { Summary } from '../../client/summary.ts'
import { vendorOf } from '../../vendors/index.ts'
import { describedBy, Field } from '../kit/Field.tsx'
import { targetWord } from '../words.ts'
import { useDesk } from './desk.ts'

interface SessionPickerProps {
  readonly label: string
  readonly hint?: string
  readonly session: string | undefined
  readonly onSession: (session: string | undefined) => void
}

/** Names are the person's and may repeat: vendor and target tell them apart. */
export const sessionName = ({ name, vendor, target }: Summary): string => {
  const known = vendorOf(vendor)?.profile.name ?? vendor
  const whose = name.includes(known) ? '' : ` · ${known}`
  return `${name}${whose} · ${targetWord[target]}`
}

export function SessionPicker(props: SessionPickerProps): JSX.Element {
  const desk = useDesk()
  const id = createUniqueId()
  const field = () => ({ id, label: props.label, hint: props.hint })
  const missing = () =>
    props.session !== undefined && !desk.summaries().some((one) => one.id === props.session)
  return (
    <Field id={id} label={props.label} hint={props.hint}>
      <select
        id={id}
        class="input"
        aria-describedby={describedBy(field())}
        onChange={(event) => props.onSession(event.currentTarget.value || undefined)}
      >
        <option value="" selected={props.session === undefined}>
          No walk
        </option>
        {missing() && (
          <option value={props.session} selected>
            A walk that is not here any more
          </option>
        )}
        <For each={desk.summaries()}>
          {(summary) => (
            <option value={summary.id} selected={summary.id === props.session}>
              {sessionName(summary)}
            </option>
          )}
        </For>
      </select>
    </Field>
  )
}
