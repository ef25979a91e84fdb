/** What a person does in a walk, in the words of the screen. */
import type { Flow, Step, Vendor } from '../../src/core/vendor.ts'
import type { Grantwalk } from '../process.ts'
import type { Screen } from './screen.ts'
import { holding, type Target, the } from './target.ts'

export const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

const steps = the('navigation', 'Steps')
const exchange = the('listitem', undefined, the('list', 'Exchanges'))

/** One step by its whole title, which another's may begin with. */
const stepOf = (title: string): Target =>
  the(
    'button',
    new RegExp(
      `^\\d+ ?${literally(title)} ?(Locked|Ready|Waiting|Saving|Done|Run again|Refused|No answer)`,
    ),
    steps,
  )

export const seeDone = (screen: Screen, { title }: Step) =>
  screen.see(holding(stepOf(title), /Done/))

async function reset(grantwalk: Grantwalk, vendor: string): Promise<void> {
  const response = await fetch(`${grantwalk.sandbox}/${vendor}/.sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reset: true }),
  })
  if (response.status !== 200) throw new Error(`The sandbox of ${vendor} was not reset.`)
}

/** A few ways in stand side by side, many in a list. */
async function chooseWay(screen: Screen, flow: Flow): Promise<void> {
  const way = new RegExp(`^${literally(flow.title)}`)
  const [radio, list] = [the('radio', way), the('combobox', 'Which way in')]
  await screen.until(
    'the ways in are offered',
    async () => (await screen.count(radio)) + (await screen.count(list)) > 0,
  )
  if ((await screen.count(list)) > 0) await screen.choose(list, way)
  else await screen.click(radio)
}

/** From home into a walk. */
export async function begin(
  screen: Screen,
  grantwalk: Grantwalk,
  { profile }: Vendor,
  flow: Flow,
): Promise<void> {
  await reset(grantwalk, profile.id)
  await screen.visit.goto(grantwalk.link)
  await screen.click(the('link', profile.name))
  await chooseWay(screen, flow)
  await screen.click(the('button', 'Start the walk'))
  await screen.see(steps)
}

/** Sends what is shown, and waits until it stands in the trace and on the disk: so long, the page is waiting. */
async function send(screen: Screen): Promise<void> {
  const before = await screen.count(exchange)
  await screen.click(the('button', /^Send to/))
  await screen.until(
    'the exchange stands in the trace',
    async () => (await screen.count(exchange)) === before + 1,
  )
  await screen.gone(the('button', 'Stop'))
  await screen.gone(the('button', /^Waiting for/))
}

/** Who signs in where a simulator asks. */
const people: Readonly<Record<string, readonly [name: string, password: string]>> = {
  amm: ['operator', 'operator-password'],
  generic: ['jane.doe@example.com', 'correct-horse'],
}

async function signIn(screen: Screen, vendor: string): Promise<void> {
  const [name, password] = people[vendor] ?? ['', '']
  await screen.fill(the('textbox', /^User name/), name)
  await screen.fill(the('textbox', /^Password/), password)
  await screen.click(the('button', 'Sign in'))
}

/** At the server: signs in if it asks, agrees, and is back in the walk. */
async function agree(screen: Screen, vendor: string): Promise<void> {
  await screen.see(the('heading', /Sign in|Approve access/))
  if ((await screen.count(the('heading', 'Sign in'))) > 0) await signIn(screen, vendor)
  await screen.click(the('button', 'Approve'))
  await screen.see(steps)
  const { url } = await screen.page()
  if (/code=|state=|access_token/.test(url)) throw new Error(`The address still holds it: ${url}`)
}

/** Signs out where the server asks before it ends a session. */
async function signOut(screen: Screen, title: string): Promise<void> {
  const ask = the('button', 'Sign out')
  const done = holding(stepOf(title), /Done/)
  await screen.until(
    'the server has ended the session, or asks',
    async () => (await screen.count(ask)) + (await screen.count(done)) > 0,
  )
  if ((await screen.count(ask)) > 0) await screen.click(ask)
}

/** A person's work in another tab: sign in on the page the step opens, and bring back the text it shows. */
async function bringText(screen: Screen, into: string): Promise<void> {
  const text = await screen.elsewhere(the('link', /another tab/), async () => {
    await screen.fill(the('textbox', /^Email/), 'jane.doe@example.com')
    await screen.fill(the('textbox', /^Password/), 'correct-horse')
    await screen.click(the('button', 'Show the token'))
    return await screen.value(the('textbox', /^Access token/))
  })
  await screen.fill(the('textbox', into), text)
}

async function run(screen: Screen, vendor: string, step: Step): Promise<void> {
  const [first] = step.asks ?? []
  const unfilled = first?.sample === undefined && first?.initial === undefined && !first?.optional
  if (step.opens !== undefined && first !== undefined && unfilled)
    await bringText(screen, first.label)
  if (step.kind === 'request') return await send(screen)
  await screen.click(the('button', step.action))
  if (step.kind !== 'redirect') return
  if (step.response_type === 'none') await signOut(screen, step.title)
  else await agree(screen, vendor)
}

/** These steps, one after the other. */
export async function walk(
  screen: Screen,
  { profile }: Vendor,
  way: readonly Step[],
): Promise<void> {
  for (const step of way) {
    const button = stepOf(step.title)
    // What only a switch brings along is not there while the switch is off.
    if (step.when !== undefined && (await screen.count(button)) === 0) continue
    await screen.click(button)
    await run(screen, profile.id, step)
    await seeDone(screen, step)
  }
}
