/** Does one thing with a whole walk: asks what has to be asked, does it, and says where it could not. */
import { type JSX, Match, onMount, Show, Switch, untrack } from 'solid-js'
import { Dialog } from '../kit/Dialog.tsx'
import SessionName from '../SessionName.tsx'
import { useServices } from '../services.ts'
import { type Asked, createActing } from './acting.ts'
import { CompareWith } from './CompareWith.tsx'
import { ForkDialog } from './ForkDialog.tsx'
import { TagsDialog } from './TagsDialog.tsx'

/** @param step where a fork begins, unless another is chosen */
export default function WalkAct(props: Asked & { step?: string }): JSX.Element {
  const services = useServices()
  const acting = untrack(() => createActing(services, props))
  onMount(() => {
    if (props.act === 'delete') void acting.remove()
    else if (props.act === 'duplicate') void acting.duplicate()
    else if (props.act === 'pin') void acting.pin()
  })
  return (
    <Show when={acting.problem()} fallback={<Asking {...props} acting={acting} />}>
      {(told) => (
        <Dialog open title="This was not done" onClose={() => props.onClose()}>
          <p>{told().means}</p>
          <p>{told().remedy}</p>
        </Dialog>
      )}
    </Show>
  )
}

type AskingProps = Asked & { step?: string; acting: ReturnType<typeof createActing> }

function Asking(props: AskingProps): JSX.Element {
  return (
    <Switch>
      <Match when={props.act === 'name'}>
        <SessionName
          name={props.walk.name}
          onRename={(name) => void props.acting.rename(name)}
          onClose={() => props.onClose()}
        />
      </Match>
      <Match when={props.act === 'tags'}>
        <TagsDialog
          id={props.walk.id}
          onSave={(tags, note) => void props.acting.mark(tags, note)}
          onClose={() => props.onClose()}
        />
      </Match>
      <Match when={props.act === 'fork'}>
        <ForkDialog
          id={props.walk.id}
          step={props.step}
          onFork={(flow, step) => void props.acting.fork(flow, step)}
          onClose={() => props.onClose()}
        />
      </Match>
      <Match when={props.act === 'compare'}>
        <CompareWith id={props.walk.id} onClose={() => props.onClose()} />
      </Match>
    </Switch>
  )
}
