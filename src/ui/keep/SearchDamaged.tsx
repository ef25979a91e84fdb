/** Names the records that cannot be shown, and lets them be saved as a file or removed. */
import { createEffect, createSignal, For, type JSX, Show } from 'solid-js'
import type { Damaged } from '../../client/sessions.ts'
import { problemOf } from '../../core/problem.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useServices } from '../services.ts'
import { saveFile } from './save-file.ts'
import '../style/finding.css'

interface SearchDamagedProps {
  /** How many there are: another number, and they are looked up anew. */
  readonly count: number
  /** Only this one, where it was to be opened. */
  readonly id?: string
  readonly onChange: () => unknown
}

const why: Readonly<Record<Damaged['why'], string>> = {
  unreadable: 'It is damaged, so it was set aside. Nothing of it was changed.',
  newer: 'A newer Grantwalk wrote it. It is left as it is until that one opens it again.',
}

const nameOf = ({ name, id }: Damaged) => name ?? `The walk ${id.slice(0, 8)}`

export default function SearchDamaged(props: SearchDamagedProps): JSX.Element {
  const { sessions } = useServices()
  const [all, setAll] = createSignal<readonly Damaged[]>([])
  const [doomed, setDoomed] = createSignal<Damaged>()
  const [problem, setProblem] = createSignal<string>()
  const refuse = (thrown: unknown) => void setProblem(problemOf(thrown).means)
  const look = async () => {
    const found = await sessions.damaged()
    setAll(found.filter(({ id }) => props.id === undefined || id === props.id))
  }
  createEffect(() => {
    if (props.count > 0) void look().catch(refuse)
  })
  async function save(one: Damaged): Promise<void> {
    const text = await sessions.damagedText(one.id)
    if (text !== undefined) saveFile(`${one.id}.damaged.json`, 'application/json', text)
  }
  async function discard(one: Damaged): Promise<void> {
    setDoomed()
    await sessions.discard(one.id)
    announce(`Removed ${nameOf(one)}`)
    await look()
    await props.onChange()
  }
  return (
    <Show when={all().length > 0}>
      <Notice
        tone="warning"
        live="status"
        title={
          all().length === 1 ? '1 walk cannot be shown' : `${all().length} walks cannot be shown`
        }
      >
        <ul class="damaged">
          <For each={all()}>
            {(one) => (
              <li>
                <p>
                  <strong>{nameOf(one)}</strong> {why[one.why]}
                </p>
                <Button
                  label={`Save ${nameOf(one)} as a file`}
                  onClick={() => void save(one).catch(refuse)}
                >
                  Save as a file
                </Button>
                <Button
                  variant="danger"
                  label={`Remove ${nameOf(one)}`}
                  onClick={() => setDoomed(one)}
                >
                  Remove
                </Button>
              </li>
            )}
          </For>
        </ul>
        <p class="quiet">A saved file holds whatever the record held, secrets included.</p>
        <Show when={problem()}>{(text) => <p role="alert">{text()}</p>}</Show>
      </Notice>
      <Show when={doomed()}>
        {(one) => (
          <Dialog
            open
            title="Remove this record?"
            onClose={() => setDoomed()}
            actions={
              <Button variant="danger" onClick={() => void discard(one()).catch(refuse)}>
                Remove the record
              </Button>
            }
          >
            <p>“{nameOf(one())}” cannot be brought back. Save it as a file first, if in doubt.</p>
          </Dialog>
        )}
      </Show>
    </Show>
  )
}
