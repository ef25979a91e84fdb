/** Two walks side by side, and where they part. */
import { createMemo, type JSX, Match, Switch } from 'solid-js'
import type { Sessions } from '../../client/sessions.ts'
import type { Session } from '../../core/session.ts'
import { type Comparison, compareSessions, type Side } from '../../trace/compare-sessions.ts'
import { secretsOf } from '../../trace/secrets.ts'
import { vendorOf } from '../../vendors/index.ts'
import { createSettled } from '../inspect/settled.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Link, parameter, select } from '../router.tsx'
import { useServices } from '../services.ts'
import { createTitle } from '../title.ts'
import { ComparedWalks } from './ComparedWalks.tsx'
import '../style/finding.css'

export interface Compared {
  readonly left: Session
  readonly right: Session
  readonly comparison: Comparison
  /** What a step is called; its id where no flow here has it. */
  readonly titleOf: (step: string) => string
}

const sideOf = (session: Session): Side => ({
  session,
  secrets: secretsOf(session, vendorOf(session.vendor)?.profile.values ?? {}),
})

async function titlesOf(session: Session): Promise<readonly (readonly [string, string])[]> {
  const flows = (await vendorOf(session.vendor)?.flows()) ?? []
  const flow = flows.find(({ id }) => id === session.flow)
  return (flow?.steps ?? []).map(({ id, title }) => [id, title])
}

interface Ids {
  readonly a: string
  readonly b: string
}

async function compare(sessions: Sessions, { a, b }: Ids): Promise<Loaded> {
  const [left, right] = await Promise.all(
    [a, b].map((id) => sessions.load(id).catch(() => undefined)),
  )
  if (left === undefined || right === undefined) return { missing: true }
  const titles = new Map([...(await titlesOf(right)), ...(await titlesOf(left))])
  const compared: Compared = {
    ...{ left, right },
    comparison: compareSessions(sideOf(left), sideOf(right)),
    titleOf: (step) => titles.get(step) ?? step,
  }
  return { compared }
}

interface Loaded {
  readonly missing?: true
  readonly compared?: Compared
}

export default function ComparePage(): JSX.Element {
  const { sessions } = useServices()
  createTitle(() => 'Compare two walks')
  const ids = createMemo(() => ({ a: parameter('a') ?? '', b: parameter('b') ?? '' }))
  const loaded = createSettled(
    () => ids(),
    (now) => compare(sessions, now),
  )
  return (
    <div class="page wide">
      <h1>Compare two walks</h1>
      <Switch fallback={<p class="quiet">Reading both walks…</p>}>
        <Match when={loaded()?.missing}>
          <EmptyState
            title="One of them is not here"
            actions={
              <Link class="button" href="/">
                See your walks
              </Link>
            }
          >
            <p>It was deleted, or it was walked in another browser. Choose two in the list.</p>
          </EmptyState>
        </Match>
        <Match when={loaded()?.compared}>
          {(compared) => (
            <ComparedWalks {...compared()} onSwap={() => select({ a: ids().b, b: ids().a })} />
          )}
        </Match>
      </Switch>
    </div>
  )
}
