/** Above the request: its name, saving it, and whose values it means. */
import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import { emptyDraft } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { useDesk } from './desk.ts'
import { EnvironmentPicker } from './EnvironmentPicker.tsx'
import { nameOfDraft } from './request-names.ts'
import { SessionPicker } from './SessionPicker.tsx'
import { useShelf } from './shelf.ts'

const NameDialog = lazy(() => import('./NameDialog.tsx'))

export function BuildHead(props: { newId: () => string }): JSX.Element {
  const desk = useDesk()
  const shelf = useShelf()
  const [naming, setNaming] = createSignal(false)
  const kept = () => shelf.saved()?.find(({ draft }) => draft.id === desk.draft().id)
  const changed = () => {
    const saved = kept()
    return saved !== undefined && JSON.stringify(saved.draft) !== JSON.stringify(desk.draft())
  }
  const save = async (name: string, folder: string) => {
    const saved = await shelf.save({ ...desk.draft(), name }, folder)
    if (saved === undefined) return
    // Typed secrets are variables now: what is on the desk says so too.
    desk.put(saved, false)
    announce(`Saved ${name}`)
  }
  const state = () => {
    if (kept() === undefined) return desk.draft().url === '' ? '' : 'not saved'
    return changed() ? 'changed since it was saved' : 'saved'
  }
  return (
    <div class="build-head">
      <div class="build-title">
        <h1>{desk.draft().url === '' ? 'Request builder' : nameOfDraft(desk.draft())}</h1>
        <span class="quiet build-state">{state()}</span>
      </div>
      <div class="build-tools">
        <Show when={kept()} fallback={<Button onClick={() => setNaming(true)}>Save as…</Button>}>
          {(saved) => (
            <>
              <Button
                disabled={!changed()}
                onClick={() => void save(desk.draft().name, saved().folder ?? '')}
              >
                Save
              </Button>
              <Button
                variant="quiet"
                onClick={() => {
                  desk.change({ id: props.newId() })
                  setNaming(true)
                }}
              >
                Save as another…
              </Button>
            </>
          )}
        </Show>
        <Button
          variant="quiet"
          icon="plus"
          onClick={() => {
            const { session, environment } = desk.draft()
            desk.put({
              ...emptyDraft(props.newId()),
              ...(session === undefined ? {} : { session }),
              ...(environment === undefined ? {} : { environment }),
            })
          }}
        >
          New
        </Button>
      </div>
      <div class="build-scope">
        <SessionPicker label="Walk" session={desk.draft().session} onSession={desk.setSession} />
        <EnvironmentPicker newId={props.newId} />
      </div>
      <Suspense>
        <Show when={naming()}>
          <NameDialog
            title="Save the request"
            action="Save"
            name={nameOfDraft(desk.draft())}
            folder={kept()?.folder ?? ''}
            onName={(name, folder) => void save(name, folder)}
            onClose={() => setNaming(false)}
          />
        </Show>
      </Suspense>
    </div>
  )
}
