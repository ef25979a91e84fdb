/** Asks once, at the first live walk, where secrets shall rest. It blocks nothing. */
import { createSignal, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Link } from '../router.tsx'
import { useServices } from '../services.ts'

export default function KeepNotice(): JSX.Element {
  const { keep } = useServices()
  const [chosen, setChosen] = createSignal(keep.chosen())
  const stay = () => {
    keep.choose(keep.mode())
    setChosen(true)
  }
  return (
    <Show when={!chosen()}>
      <Notice
        tone="info"
        title="Secrets of this walk stay in this tab"
        actions={
          <>
            <Button onClick={stay}>Leave it so</Button>
            <Link class="button" href="/keep">
              Choose another way
            </Link>
          </>
        }
      >
        <p>
          They are gone when the tab closes, and asked for again. A vault under a passphrase can
          keep them instead.
        </p>
      </Notice>
    </Show>
  )
}
