/** What every screen stands in: name, theme, the notice about the key, and what never leaves. */
import {
  createEffect,
  ErrorBoundary,
  type JSX,
  lazy,
  type ParentProps,
  Show,
  Suspense,
} from 'solid-js'
import { KeyNotice } from './KeyNotice.tsx'
import { Button } from './kit/Button.tsx'
import { Icon } from './kit/Icon.tsx'
import { LiveRegion } from './kit/LiveRegion.tsx'
import { Notice } from './kit/Notice.tsx'
import { Link, path } from './router.tsx'
import { useServices } from './services.ts'
import { ThemeChoice } from './ThemeChoice.tsx'

const KeepState = lazy(() => import('./keep/KeepState.tsx'))

export function Shell(props: ParentProps): JSX.Element {
  const { keep } = useServices()
  return (
    <div class="shell">
      <header>
        <a class="skip button" href="#main">
          Skip to the content
        </a>
        <Link class="brand" href="/">
          <Icon name="walk" /> Grantwalk
        </Link>
        <nav class="tools" aria-label="Tools">
          <Link href="/inspect">Tokens</Link>
          <Link href="/request">Requests</Link>
        </nav>
        <Show when={keep.mode() !== 'session'}>
          <Suspense>
            <KeepState />
          </Suspense>
        </Show>
        <ThemeChoice />
      </header>
      <main id="main" tabindex="-1">
        <ErrorBoundary
          fallback={(thrown: unknown, again) => <Broken thrown={thrown} again={again} />}
        >
          <Suspense fallback={<p class="page quiet">Loading…</p>}>
            <KeyNotice />
            {props.children}
          </Suspense>
        </ErrorBoundary>
      </main>
      <footer>
        <span>Nothing leaves this machine but the requests you send.</span>
        <Link href="/keep">What is kept here</Link>
      </footer>
      <LiveRegion />
    </div>
  )
}

/** A screen that broke says so and keeps the rest usable; the saved walks are untouched. */
function Broken(props: { thrown: unknown; again: () => void }): JSX.Element {
  // Going elsewhere is trying again.
  const here = path()
  createEffect(() => here === path() || props.again())
  const words = () => (props.thrown instanceof Error ? props.thrown.message : String(props.thrown))
  return (
    <div class="page">
      <Notice
        tone="danger"
        title="This screen could not be drawn"
        level={2}
        live="alert"
        actions={<Button onClick={() => props.again()}>Try again</Button>}
      >
        <p>Your walks are saved. The reason, for a bug report: {words()}</p>
      </Notice>
    </div>
  )
}
