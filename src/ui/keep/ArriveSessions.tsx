/** One walk or several that arrived: whose they are, how far they went, what is missing; kept only when asked for. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Arrival, ArrivedDrafts, ArrivedSession } from '../../core/arrive/arrival.ts'
import type { Problem } from '../../core/problem.ts'
import { factOf } from '../../core/values.ts'
import { vendorOf } from '../../vendors/index.ts'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Time } from '../kit/Time.tsx'
import { Visible } from '../kit/Visible.tsx'
import ProblemView from '../ProblemView.tsx'
import { Link } from '../router.tsx'
import { useServices } from '../services.ts'
import { targetWord } from '../words.ts'
import { ArriveNotes } from './ArriveNotes.tsx'
import { keepWalks, toBuilder } from './arrive-doing.ts'

type ArrivedSessions = Extract<Arrival, { kind: 'sessions' }>

const origins: Readonly<Record<ArrivedSessions['format'], string>> = {
  case: 'A case: a walk that somebody exported',
  har: 'A recording of a browser, with a sign-in in it',
  curl: 'A command that asks for a token',
  postman: 'Requests for a token',
}

export function ArriveSessions(props: { arrival: ArrivedSessions }): JSX.Element {
  const services = useServices()
  const [problem, setProblem] = createSignal<Problem>()
  const many = () => props.arrival.sessions.length > 1
  const keepable = () => props.arrival.sessions.filter(({ session }) => vendorOf(session.vendor))
  const keep = async (kept: readonly ArrivedSession[]) =>
    setProblem(
      await keepWalks(
        kept.map(({ session }) => session),
        services,
      ),
    )
  return (
    <div class="arrive-part">
      <h2>{origins[props.arrival.format]}</h2>
      <ArriveNotes notes={props.arrival.notes} />
      <ul class="arrive-part">
        <For each={props.arrival.sessions}>
          {(one) => <OneWalk arrived={one} single={!many()} onKeep={() => void keep([one])} />}
        </For>
      </ul>
      <div class="actions">
        <Show when={many() && keepable().length > 1}>
          <Button variant="primary" onClick={() => void keep(keepable())}>
            Keep all {String(keepable().length)} and open the first
          </Button>
        </Show>
        <Show when={props.arrival.drafts}>{(drafts) => <Requests drafts={drafts()} />}</Show>
      </div>
      <Show when={problem()}>
        {(found) => (
          <div role="alert">
            <ProblemView problem={found()} level={3} />
            <For each={keepable().slice(0, 1)}>
              {({ session }) => (
                <p>
                  As long as this page stays open, you can{' '}
                  <Link href={`/walk/${session.id}`}>look at it</Link> all the same.
                </p>
              )}
            </For>
          </div>
        )}
      </Show>
    </div>
  )
}

/** Those who want the requests and not the walk. */
function Requests(props: { drafts: ArrivedDrafts }): JSX.Element {
  const services = useServices()
  return (
    <Button onClick={() => void toBuilder(props.drafts, services)}>
      Open its requests in the builder instead
    </Button>
  )
}

function OneWalk(props: {
  arrived: ArrivedSession
  single: boolean
  onKeep: () => void
}): JSX.Element {
  const session = () => props.arrived.session
  const profile = () => vendorOf(session().vendor)?.profile
  const missing = () =>
    props.arrived.missing.map((name) => factOf(profile()?.values ?? {}, name).label)
  return (
    <li class="arrive-part card">
      <h3>
        <Visible text={session().name} />
      </h3>
      <dl class="arrive-facts">
        <dt>Whose</dt>
        <dd>
          <Visible text={profile()?.name ?? session().vendor} />{' '}
          <Badge tone={session().target === 'sandbox' ? 'note' : 'warning'}>
            {targetWord[session().target]}
          </Badge>
        </dd>
        <dt>Messages</dt>
        <dd>{session().exchanges.length}</dd>
        <dt>Last walked</dt>
        <dd>
          <Time at={session().updatedAt} />
        </dd>
        <Show when={missing().length > 0}>
          <dt>Not in it</dt>
          <dd>
            {missing().join(', ')}
            <span class="quiet"> (typed or gained again as you walk)</span>
          </dd>
        </Show>
      </dl>
      <ArriveNotes notes={props.arrived.notes} />
      <Show
        when={profile()}
        fallback={<p>Grantwalk does not know this vendor, so the walk cannot be opened here.</p>}
      >
        <div class="actions">
          <Button variant={props.single ? 'primary' : undefined} onClick={() => props.onKeep()}>
            Keep it and open it
          </Button>
        </div>
      </Show>
    </li>
  )
}
