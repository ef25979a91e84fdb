/** Before a walk: which way in, and whether to walk the simulator or the person's own account. */
import { createResource, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { Mode } from '../client/care.ts'
import { startSession } from '../core/flow.ts'
import { type Problem, problemOf } from '../core/problem.ts'
import type { Target } from '../core/session.ts'
import type { Flow, VendorProfile } from '../core/vendor.ts'
import { vendorOf } from '../vendors/index.ts'
import { Button } from './kit/Button.tsx'
import { ChoiceField } from './kit/ChoiceField.tsx'
import { Notice } from './kit/Notice.tsx'
import { NotFound } from './NotFound.tsx'
import { Link, navigate, parameter } from './router.tsx'
import { useServices } from './services.ts'
import { createTitle } from './title.ts'

const FlowPicture = lazy(() => import('./FlowPicture.tsx'))

/** The walk is there as long as the page is, and can be walked. */
interface Refused {
  readonly problem: Problem
  readonly href: string
}

/** What becomes of its secrets. */
const restOf: Readonly<Record<Mode, string>> = {
  session: 'Secrets stay in this tab and are gone when it closes.',
  vault: 'Secrets are sealed in the vault.',
  unprotected: 'Secrets are kept on this device, unprotected.',
}

export default function StartPage(props: { vendor: string }): JSX.Element {
  const vendor = () => vendorOf(props.vendor)
  const [flows] = createResource(vendor, (found) => found.flows())
  return (
    <Show when={vendor()} fallback={<NotFound what="Grantwalk does not know this vendor" />}>
      {(found) => (
        <Show when={flows()}>{(known) => <Start profile={found().profile} flows={known()} />}</Show>
      )}
    </Show>
  )
}

function Start(props: { profile: VendorProfile; flows: readonly Flow[] }): JSX.Element {
  const services = useServices()
  const [chosen, setChosen] = createSignal(parameter('flow'))
  const flow = () => props.flows.find(({ id }) => id === chosen()) ?? props.flows[0]
  const [target, setTarget] = createSignal<Target>(
    parameter('target') === 'live' ? 'live' : 'sandbox',
  )
  const [refused, setRefused] = createSignal<Refused>()
  createTitle(() => props.profile.name)

  async function start(): Promise<void> {
    const walked = flow()
    if (walked === undefined) return
    const session = startSession(
      { id: services.id(), name: `${props.profile.name}: ${walked.title}`, at: services.now() },
      props.profile,
      walked,
      target(),
      services.environmentOf(props.profile.id),
    )
    // A shared link names a step; the walk begins there, and says what is missing before it.
    const step = walked.steps.find(({ id }) => id === parameter('step'))?.id
    const href = `/walk/${session.id}${step === undefined ? '' : `?step=${step}`}`
    await services.sessions.create(session).then(
      () => navigate(href),
      (thrown: unknown) => setRefused({ problem: problemOf(thrown), href }),
    )
  }

  return (
    <div class="page">
      <section>
        <h1>{props.profile.name}</h1>
        <p class="prose">
          {props.profile.product}. {props.profile.summary}
        </p>
        <ul class="links">
          <For each={props.profile.links}>
            {(link) => (
              <li>
                <a href={link.url} target="_blank" rel="noopener noreferrer">
                  {link.title}
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
      <form
        class="start"
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <ChoiceField
          id="flow"
          label="Which way in"
          value={flow()?.id ?? ''}
          onSelect={setChosen}
          options={props.flows.map(({ id, title, summary }) => ({
            value: id,
            label: title,
            hint: summary,
          }))}
        />
        <Show when={flow()?.picture}>
          {(arrows) => (
            <Suspense>
              <FlowPicture arrows={arrows()} />
            </Suspense>
          )}
        </Show>
        <ChoiceField
          id="target"
          label="Against what"
          value={target()}
          onSelect={(value) => setTarget(value === 'live' ? 'live' : 'sandbox')}
          options={[
            {
              value: 'sandbox',
              label: 'The sandbox',
              hint: 'A simulator on this machine. Fields come filled in, and nothing can break.',
            },
            {
              value: 'live',
              label: 'Live',
              hint: `Your own account. ${restOf[services.keep.mode()]}`,
            },
          ]}
        />
        <Show when={refused()}>
          {(told) => (
            <Notice
              tone="danger"
              title="The walk could not be kept"
              level={2}
              live="alert"
              actions={
                <Link class="button" href={told().href}>
                  Walk without keeping it
                </Link>
              }
            >
              <p>
                {told().problem.means} {told().problem.remedy}
              </p>
            </Notice>
          )}
        </Show>
        <div class="actions">
          <Button type="submit" variant="primary">
            Start the walk
          </Button>
        </div>
      </form>
    </div>
  )
}
