/** The routes. Only home and the walk's shell are in the first load. */
import { Route, Router } from '@solidjs/router'
import { type JSX, lazy } from 'solid-js'
import { HomePage } from './HomePage.tsx'
import { NotFound } from './NotFound.tsx'
import { Shell } from './Shell.tsx'

const StartPage = lazy(() => import('./StartPage.tsx'))
const WalkPage = lazy(() => import('./WalkPage.tsx'))
const CallbackPage = lazy(() => import('./CallbackPage.tsx'))

export function App(): JSX.Element {
  return (
    <Router root={Shell}>
      <Route path="/" component={HomePage} />
      <Route path="/start/:vendor" component={StartPage} />
      <Route path="/walk/:id" component={WalkPage} />
      <Route path="/callback/:vendor" component={CallbackPage} />
      <Route path="*" component={NotFound} />
    </Router>
  )
}
