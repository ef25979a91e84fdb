/** A walk as a text without secrets: what is in it is chosen, looked at, saved or copied. */
import { createResource, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { version } from '../../../package.json'
import type { Include, Leaving } from '../../trace/leave/leaving.ts'
import { CheckField } from '../kit/CheckField.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import ProblemView from '../ProblemView.tsx'
import { useServices } from '../services.ts'
import type { Walk } from '../walk.ts'
import { LeaveLanguage } from './LeaveLanguage.tsx'
import { LeavePreview } from './LeavePreview.tsx'
import { kindOf, type Way } from './leave-ways.ts'

export function LeaveText(props: { walk: Walk; way: Way }): JSX.Element {
  const services = useServices()
  const [language, setLanguage] = createSignal('bash')
  const [personal, setPersonal] = createSignal(false)
  const [bodies, setBodies] = createSignal(false)
  const asked = () => ({
    kind: kindOf(props.way, language()) ?? 'case',
    include: included(personal(), bodies()),
    session: props.walk.session(),
    profile: props.walk.profile,
    flow: props.walk.flow,
    version,
    powers: { now: services.now, random: randomBytes },
  })
  const [leaving] = createResource(asked, async ({ kind, ...input }): Promise<Leaving> => {
    const { prepare } = await import('../../trace/leave/prepare.ts')
    return prepare(kind, input)
  })
  /** Never the text of another choice: what is saved is what is seen. */
  const made = () => (leaving.state === 'ready' ? leaving() : undefined)
  const ready = () => {
    const one = made()
    return one?.kind === 'ready' ? one : undefined
  }
  const stopped = () => {
    const one = made()
    return one?.kind === 'stopped' ? one.problem : undefined
  }
  return (
    <>
      <div class="leave-options">
        <Show when={props.way === 'code'}>
          <LeaveLanguage chosen={language()} onChoose={setLanguage} />
        </Show>
        <CheckField
          label="Tell who someone is"
          hint="Names, addresses, subjects, your tags and your note. Secrets stay out."
          checked={personal()}
          onChange={setPersonal}
        />
        <CheckField
          label="Tell what stands in bodies"
          hint="Values nobody declared, and bodies that are neither JSON nor a form. Secrets that are known stay out; look for others below."
          checked={bodies()}
          onChange={setBodies}
        />
      </div>
      <Switch fallback={<Waiting what="the text without its secrets" since={services.now()} />}>
        <Match when={leaving.error !== undefined}>
          <p role="alert">
            The text could not be made, so nothing left. Close this and try once more.
          </p>
        </Match>
        <Match when={ready()} keyed>
          {(text) => <LeavePreview leaving={text} />}
        </Match>
        <Match when={stopped()} keyed>
          {(problem) => (
            <div role="alert">
              <ProblemView problem={problem} level={2} />
            </div>
          )}
        </Match>
      </Switch>
    </>
  )
}

const included = (personal: boolean, bodies: boolean): Include => ({
  ...(personal ? { personal: true } : {}),
  ...(bodies ? { bodies: true } : {}),
})

/** The key that numbers placeholders is made anew for each text, and kept nowhere. */
const randomBytes = (count: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(count))
