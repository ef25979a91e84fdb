/** Finds out what was pasted or opened. It reads and nothing else: nothing is kept, and nothing is sent. */
import { type Arrival, readArrival, sizeProblem } from '../../core/arrive/arrival.ts'
import type { Waiting } from '../../core/arrive/pasted-callback.ts'
import { type Problem, problemOf } from '../../core/problem.ts'
import { readPasted } from '../../core/token/pasted.ts'
import { openContainer } from '../../core/vault/container.ts'
import { vendors } from '../../vendors/index.ts'
import type { Services } from '../services.ts'

export type Given = { readonly text: string } | { readonly file: File }

export type Recognised =
  | Arrival
  /** Something for the inspector. */
  | { readonly kind: 'token'; readonly text: string; readonly says: string }
  /** An address that is no answer of a login page. */
  | { readonly kind: 'address'; readonly url: string; readonly describesServer: boolean }

export async function recognise(given: Given, services: Services): Promise<Recognised> {
  const text = await textOf(given)
  if (typeof text !== 'string') return { kind: 'problem', problem: text }
  const arrival = await arrivalOf(text, services)
  const stranger =
    arrival.kind === 'problem' && ['not_json', 'format', 'json'].includes(arrival.problem.code)
  return (stranger ? otherwise(text.trim()) : undefined) ?? arrival
}

/** What was in a sealed file. A wrong passphrase is a problem. */
export async function unseal(
  text: string,
  passphrase: string,
  services: Services,
): Promise<Arrival> {
  try {
    const arrival = await arrivalOf(await openContainer(text, passphrase), services)
    return arrival.kind === 'sessions'
      ? { ...arrival, sessions: arrival.sessions.map(asSealed) }
      : arrival
  } catch (thrown) {
    return { kind: 'problem', problem: problemOf(thrown) }
  }
}

type ArrivedSession = Extract<Arrival, { kind: 'sessions' }>['sessions'][number]

/** It was closed on its way, so nobody has to replace its secrets. */
const asSealed = (one: ArrivedSession): ArrivedSession => ({
  ...one,
  session: { ...one.session, origin: 'Opened from a sealed file.' },
  notes: one.notes.map((note) =>
    note.code === 'secrets_present'
      ? { ...note, tone: 'info', text: 'The file was sealed with its secrets, and they are in it.' }
      : note,
  ),
})

/** T97: the size is looked at before more than the beginning is read. */
async function textOf(given: Given): Promise<string | Problem> {
  if ('text' in given) return given.text
  const { file } = given
  try {
    return sizeProblem(file.size, await file.slice(0, 200).text()) ?? (await file.text())
  } catch {
    return unreadable
  }
}

const unreadable: Problem = {
  kind: 'bad_input',
  code: 'unreadable',
  means: 'The browser could not read this file.',
  remedy: 'It may have been moved, or it is a folder. Choose it once more.',
}

async function arrivalOf(text: string, services: Services): Promise<Arrival> {
  return readArrival(text, {
    vendors,
    environment: services.environmentOf,
    id: services.id,
    now: services.now,
    waiting: await waitingIn(services),
  })
}

async function waitingIn({ sessions }: Services): Promise<readonly Waiting[]> {
  const list = await sessions.list().catch(() => [])
  const found: Waiting[] = []
  for (const { id, name, state } of list) {
    const pending = state === undefined ? undefined : (await sessions.load(id))?.pending
    if (pending !== undefined) found.push({ id, name, pending })
  }
  return found
}

/** Shorter than this, one word is not taken for a token. */
const LEAST_TOKEN = 16

/** A name with a dot in it, without a scheme, and no token: those begin with an encoded brace. */
const BARE = /^(?!ey)[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?::\d+)?(?:\/\S*)?$/i

function otherwise(text: string): Recognised | undefined {
  const url = BARE.test(text) ? `https://${text}` : text
  if (/^https?:\/\/\S+$/i.test(url) && URL.canParse(url))
    return { kind: 'address', url, describesServer: /\/\.well-known\//.test(url) }
  const { tokens, says } = readPasted(text)
  return tokens.length > 0 && text.length >= LEAST_TOKEN ? { kind: 'token', text, says } : undefined
}
