/** Composition root in the browser: real clock, randomness, storage and relay, handed to the screens. */
import { createSignal, lazy, Show } from 'solid-js'
import { render } from 'solid-js/web'
import type { Mode } from './client/care.ts'
import { environmentOf, forgetKey, pasteKey, relayKey, takeKey } from './client/environment.ts'
import { isControlled, removeWorkers } from './client/foreign-worker.ts'
import { createKeep } from './client/keep.ts'
import { once } from './client/once.ts'
import { createSessions } from './client/sessions.ts'
import { toBase64Url } from './core/http.ts'
import type { KeyRing } from './core/key-ring.ts'
import type { Send } from './core/run.ts'
import type { Session } from './core/session.ts'
import type { OpenStream } from './core/stream.ts'
import { App } from './ui/App.tsx'
import { ServicesContext } from './ui/services.ts'
import { vendorOf } from './vendors/index.ts'

const ForeignWorker = lazy(() => import('./ui/ForeignWorker.tsx'))

takeKey()

// The printed link, pasted into a tab that is open already, changes only the fragment: no page loads.
addEventListener('hashchange', () => {
  const before = relayKey()
  takeKey()
  if (relayKey() !== before) location.reload()
})

const random = (bytes: number) => toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)))

/** Comes with the first live walk that is saved. */
const strip = async (session: Session): Promise<Session> =>
  (await import('./trace/redact.ts')).strip(session, vendorOf(session.vendor)?.profile.values ?? {})

/** Live, or a sandbox walk one of whose requests was edited to go elsewhere. */
const holdsSecrets = (session: Session): boolean =>
  session.target === 'live' ||
  session.exchanges.some(
    ({ sent }) => !sent.url.startsWith(`${environmentOf(session.vendor).sandbox}/`),
  )

const root = document.getElementById('app')
// Framed pages can be made to be clicked by a stranger (T73); the header forbids it, this is the second belt.
if (root !== null && window.top === window.self) {
  const [keyed, setKeyed] = createSignal(relayKey() !== undefined)
  const rejected = () => {
    forgetKey()
    setKeyed(false)
  }
  /** Not part of the first screen: it comes with the first request, or ahead of it (`warm`). */
  const relay = once(() => import('./client/relay.ts'))
  const open: OpenStream = async function* (request, signal, patience) {
    const opened = (await relay()).openRelay(relayKey, () => random(9), rejected)
    yield* opened(request, signal, patience)
  }
  const send: Send = async (...sent) => (await relay()).sendOver(open)(...sent)
  const [kept, setKept] = createSignal<Mode>('session')
  const keep = createKeep({ holdsSecrets, strip }, setKept)
  setKept(keep.mode())
  // Screens hold what they loaded: once the vault is open, they are drawn anew with what was in it.
  const [epoch, setEpoch] = createSignal(1)
  const services = {
    sessions: createSessions(keep),
    keep: { ...keep, mode: kept, reopen: () => setEpoch((before) => before + 1) },
    send,
    open,
    environmentOf,
    hasKey: keyed,
    pasteKey: (text: string) => {
      const taken = pasteKey(text)
      if (taken) setKeyed(true)
      return taken
    },
    now: Date.now,
    random,
    keysOf: (session: string): KeyRing => ({
      keep: async (...key) => (await import('./client/key-ring.ts')).keyRing(session).keep(...key),
      find: async (name) => (await import('./client/key-ring.ts')).keyRing(session).find(name),
    }),
    id: () => random(9),
    leave: (url: string) => location.assign(url),
  }
  root.replaceChildren()
  render(
    () => (
      <Show when={!isControlled()} fallback={<ForeignWorker onRemove={removeWorkers} />}>
        <ServicesContext.Provider value={services}>
          <Show when={epoch()} keyed>
            <App />
          </Show>
        </ServicesContext.Provider>
      </Show>
    ),
    root,
  )
}
