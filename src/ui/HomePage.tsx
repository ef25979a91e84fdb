/** The first screen: who can be walked, and the person's walks, newest first. */
import { createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { vendors } from '../vendors/index.ts'
import type { Given } from './keep/arrive-reading.ts'
import { Button } from './kit/Button.tsx'
import { Link } from './router.tsx'
import { SessionList } from './SessionList.tsx'
import { createTitle } from './title.ts'

const ArriveDialog = lazy(() => import('./keep/ArriveDialog.tsx'))

export function HomePage(): JSX.Element {
  createTitle(() => 'Home')
  const [given, setGiven] = createSignal<Given>()
  const open = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file) setGiven({ file })
  }
  return (
    <div
      class="page wide"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        open(event.dataTransfer?.files)
      }}
    >
      <section>
        <h1>Walk into an API, one message at a time</h1>
        <p class="prose">
          Choose whose door it is. Grantwalk explains the next message, shows it exactly as it will
          be sent, sends it, and shows exactly what came back. In the sandbox it all happens on this
          machine.
        </p>
        <ul class="cards">
          <For each={vendors}>
            {({ profile }) => (
              <li class="card">
                <h2>
                  <Link href={`/start/${profile.id}`}>{profile.name}</Link>
                </h2>
                <p>{profile.summary}</p>
              </li>
            )}
          </For>
        </ul>
      </section>
      <Paste onText={(text) => setGiven({ text })} onFiles={open} />
      <Suspense>
        <Show when={given()} keyed>
          {(one) => <ArriveDialog given={one} onClose={() => setGiven()} />}
        </Show>
      </Suspense>
      <SessionList />
    </div>
  )
}

/** Whatever somebody has, and nothing but the box: what it is, is found out by what is loaded then. */
function Paste(props: {
  onText: (text: string) => void
  onFiles: (files: FileList | null) => void
}): JSX.Element {
  const [text, setText] = createSignal('')
  return (
    <form
      class="empty"
      onSubmit={(event) => {
        event.preventDefault()
        props.onText(text())
      }}
    >
      <h2>Go on from something you have</h2>
      <textarea
        class="input mono"
        aria-label="Paste anything"
        aria-describedby="paste-hint"
        rows={2}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p id="paste-hint" class="field-hint">
        A server’s address, a case file, a HAR recording, the address a login came back with, a curl
        command, a Postman or OpenAPI file, a token. It is read in this tab, and nothing is sent.
      </p>
      <div class="actions">
        <Button type="submit" disabled={!text().trim()}>
          See what it is
        </Button>
        <input
          class="input"
          type="file"
          aria-label="A file to open, or drop it on this page"
          onChange={(event) => {
            props.onFiles(event.currentTarget.files)
            // The same file can be chosen again after it was mended on disk.
            event.currentTarget.value = ''
          }}
        />
      </div>
    </form>
  )
}
