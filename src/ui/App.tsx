/** The screens by their address. Home and the walk's shell are in the first load; the rest is lazy. */
import { createMemo, type JSX, lazy, Match, Switch } from 'solid-js'
import { HomePage } from './HomePage.tsx'
import { NotFound } from './NotFound.tsx'
import { path, segmentAfter } from './router.tsx'
import { Shell } from './Shell.tsx'
import WalkPage from './WalkPage.tsx'

const StartPage = lazy(() => import('./StartPage.tsx'))
const CallbackPage = lazy(() => import('./CallbackPage.tsx'))
const InspectPage = lazy(() => import('./inspect/InspectPage.tsx'))
const BuildPage = lazy(() => import('./build/BuildPage.tsx'))
const ComparePage = lazy(() => import('./keep/ComparePage.tsx'))
const KeepPage = lazy(() => import('./keep/KeepPage.tsx'))

export function App(): JSX.Element {
  const start = createMemo(() => segmentAfter('/start/'))
  const walk = createMemo(() => segmentAfter('/walk/'))
  const callback = createMemo(() => segmentAfter('/callback/'))
  return (
    <Shell>
      <Switch fallback={<NotFound />}>
        <Match when={path() === '/'}>
          <HomePage />
        </Match>
        <Match when={start()} keyed>
          {(vendor) => <StartPage vendor={vendor} />}
        </Match>
        <Match when={walk()} keyed>
          {(id) => <WalkPage id={id} />}
        </Match>
        <Match when={callback()}>
          <CallbackPage />
        </Match>
        <Match when={path() === '/inspect'}>
          <InspectPage />
        </Match>
        <Match when={path() === '/request'}>
          <BuildPage />
        </Match>
        <Match when={path() === '/compare'}>
          <ComparePage />
        </Match>
        <Match when={path() === '/keep'}>
          <KeepPage />
        </Match>
      </Switch>
    </Shell>
  )
}
