/** The person's own variables: which set is used, and the way to change it. */
import { createUniqueId, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { Environment } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { useDesk } from './desk.ts'
import { useShelf } from './shelf.ts'

const EnvironmentDialog = lazy(() => import('./EnvironmentDialog.tsx'))

export function EnvironmentPicker(props: { newId: () => string }): JSX.Element {
  const desk = useDesk()
  const shelf = useShelf()
  const id = createUniqueId()
  const begin = () =>
    shelf.edit({
      environment: {
        id: props.newId(),
        name: '',
        variables: [{ name: '', kind: 'text', value: '' }],
      },
      isNew: true,
    })
  return (
    <div class="environment-picker">
      <Field id={id} label="Environment">
        <select
          id={id}
          class="input"
          onChange={(event) => desk.setEnvironment(event.currentTarget.value || undefined)}
        >
          <option value="" selected={desk.environment() === undefined}>
            None
          </option>
          <For each={desk.environments()}>
            {(environment) => (
              <option value={environment.id} selected={environment.id === desk.draft().environment}>
                {environment.name}
              </option>
            )}
          </For>
        </select>
        <Show
          when={desk.environment()}
          fallback={<Button variant="quiet" icon="plus" label="New environment" onClick={begin} />}
        >
          {(environment) => (
            <>
              <Button
                variant="quiet"
                icon="edit"
                label="Edit the environment"
                onClick={() => shelf.edit({ environment: environment(), isNew: false })}
              />
              <Button variant="quiet" icon="plus" label="New environment" onClick={begin} />
            </>
          )}
        </Show>
      </Field>
    </div>
  )
}

/** Stands apart from the picker: what is wrong beside a request opens it, too. */
export function EnvironmentEditing(): JSX.Element {
  const desk = useDesk()
  const shelf = useShelf()
  const save = async (environment: Environment) => {
    if (await shelf.saveEnvironment(environment)) desk.setEnvironment(environment.id)
  }
  const remove = async (environment: Environment) => {
    desk.setEnvironment(undefined)
    await shelf.removeEnvironment(environment)
  }
  return (
    <Suspense>
      <Show when={shelf.editing()} keyed>
        {({ environment, isNew }) => (
          <EnvironmentDialog
            environment={environment}
            onSave={(next) => void save(next)}
            onRemove={isNew ? undefined : () => void remove(environment)}
            onClose={() => shelf.edit(undefined)}
          />
        )}
      </Show>
    </Suspense>
  )
}
