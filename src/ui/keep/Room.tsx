/** How much is kept, whether the browser may delete it, and the way to be rid of all of it. */
import { createResource, createSignal, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { bytes } from '../kit/format.ts'
import { announce } from '../kit/LiveRegion.tsx'
import { useServices } from '../services.ts'

export function Room(): JSX.Element {
  const { sessions } = useServices()
  const [used, { refetch }] = createResource(async () => ({
    ...(await sessions.used()),
    walks: await sessions.count(),
  }))
  async function persist(): Promise<void> {
    const agreed = await sessions.persist()
    announce(agreed ? 'The browser agreed' : 'The browser did not agree')
    await refetch()
  }
  return (
    <section aria-labelledby="room">
      <h2 id="room">Room</h2>
      <Show when={used.latest} fallback={<p class="quiet">Asking the browser…</p>}>
        {(room) => (
          <>
            <p>
              {room().walks === 1 ? '1 walk is' : `${room().walks} walks are`} kept in this browser.
              <Show when={room().bytes}>
                {(count) => <> Everything together takes about {bytes(count())}.</>}
              </Show>
              <Show when={room().quota}>
                {(count) => <> The browser allows up to {bytes(count())}.</>}
              </Show>
            </p>
            <Show
              when={!room().persisted}
              fallback={<p>The browser promised not to delete it to make room.</p>}
            >
              <p>The browser may delete it when the disk is full.</p>
              <div class="actions">
                <Button onClick={() => void persist()}>Ask it not to</Button>
              </div>
            </Show>
          </>
        )}
      </Show>
    </section>
  )
}

export function Wipe(): JSX.Element {
  const { sessions } = useServices()
  const [sure, setSure] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  async function wipe(): Promise<void> {
    try {
      await sessions.wipe()
      location.assign('/')
    } catch {
      setFailed(true)
    }
  }
  return (
    <section aria-labelledby="wipe">
      <h2 id="wipe">Wipe everything</h2>
      <p>
        Deletes all walks, requests, environments, the vault and every setting from this browser, in
        all tabs. Files you saved are not touched, and tokens stay alive at their servers.
      </p>
      <div class="actions">
        <Button variant="danger" onClick={() => setSure(true)}>
          Wipe everything
        </Button>
      </div>
      <Dialog
        open={sure()}
        title="Wipe everything?"
        onClose={() => setSure(false)}
        actions={
          <>
            <Button variant="danger" onClick={() => void wipe()}>
              Wipe
            </Button>
            <Button onClick={() => setSure(false)}>Cancel</Button>
          </>
        }
      >
        <p>
          This cannot be undone. The browser may keep remnants of deleted data in its files for a
          while; only what was in the vault is unreadable in them.
        </p>
        <Show when={failed()}>
          <p role="alert">
            The browser refused. Try again, or clear the data of this site in its settings.
          </p>
        </Show>
      </Dialog>
    </section>
  )
}
