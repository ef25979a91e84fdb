/** The one door for what comes from elsewhere: a file or a pasting, taken as hostile. It approves and sends nothing. */
import { type Problem, Refusal } from '../problem.ts'
import type { Session } from '../session.ts'
import type { ValueName } from '../values.ts'
import { isContainer, MOST_SEALED } from '../vault/container.ts'
import { askedAgain, holdsSecrets } from './absent.ts'
import { type AnyArrived, readAnything, readJsonTree } from './anything.ts'
import {
  alsoElsewhere,
  noSignIn,
  type TonedNote,
  toned,
  unknownFlow,
  unknownServers,
} from './arrival-words.ts'
import { type ArrivalNote, type Arrived, distinct, type NewId } from './arrived.ts'
import type { Reading } from './best-flow.ts'
import { caseOf, isCase } from './case-file.ts'
import { placeNotes } from './case-places.ts'
import { draftsOf, harOf, isHar } from './har.ts'
import { recordedIn } from './har-sessions.ts'
import { isCallback, type PastedCallback, readPasted, type Waiting } from './pasted-callback.ts'
import { type Atlas, matcherOf } from './places.ts'
import { guessedAddress, tokensInside } from './recording-notes.ts'
import { begunBy } from './token-request.ts'
import { opened, readTree } from './tree.ts'

/** A walk that is not kept yet. */
export interface ArrivedSession {
  readonly session: Session
  readonly notes: readonly TonedNote[]
  /** Values that are asked for again, or have to be gained again. */
  readonly missing: readonly ValueName[]
}

export type ArrivedDrafts = Extract<Arrived, { kind: 'drafts' }>

export type Arrival =
  | {
      readonly kind: 'sessions'
      readonly format: 'case' | 'har' | 'curl' | 'postman'
      /** At least one; a case file has one. */
      readonly sessions: readonly ArrivedSession[]
      /** Of the file as a whole. */
      readonly notes: readonly TonedNote[]
      /** The same file as requests, for whoever wants those. */
      readonly drafts?: ArrivedDrafts
    }
  | ({ readonly kind: 'callback' } & PastedCallback)
  /** `openContainer` of core/vault opens it with its passphrase; what was inside comes here again. */
  | { readonly kind: 'sealed'; readonly text: string }
  | (ArrivedDrafts & {
      readonly format?: AnyArrived['format']
      /** Why these are requests and no walk. */
      readonly problem?: Problem
    })
  | { readonly kind: 'problem'; readonly problem: Problem }

export interface Arriving extends Atlas {
  readonly id: NewId
  /** Unix milliseconds. */
  readonly now: () => number
  /** The walks that wait for a browser to come back. */
  readonly waiting: readonly Waiting[]
}

/** What a file may weigh, in bytes. Look at its size before reading it (T97). */
const MOST_BYTES = 20 << 20

const isSealed = (beginning: string): boolean =>
  /^\uFEFF?\s{0,9}\{\s{0,9}"format"\s{0,9}:\s{0,9}"grantwalk-sealed"/.test(beginning)

/**
 * `undefined` when a file of this size may be read.
 * @param beginning of the file, some hundred bytes: what is sealed takes more room than what is in it
 */
export function sizeProblem(bytes: number, beginning = ''): Problem | undefined {
  const most = isSealed(beginning) ? MOST_SEALED : MOST_BYTES
  if (bytes <= most) return undefined
  return {
    kind: 'limit_reached',
    code: 'too_large',
    means: `The file is larger than ${most >> 20} MiB, the most that is read here.`,
    remedy: 'Ask for it again with less in it: only the sign-in, or without large answers.',
  }
}

const BEGINNING = 200

/** Never throws for what is in the file, and never unpacks it. */
export async function readArrival(file: string | Uint8Array, arriving: Arriving): Promise<Arrival> {
  // Of what is too large in any case not even the beginning is read.
  const size = file.length > MOST_SEALED ? sizeProblem(file.length) : sizeOf(file)
  if (size !== undefined) return { kind: 'problem', problem: size }
  try {
    return await read(textOf(file), arriving)
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'problem', problem: thrown.problem }
    throw thrown
  }
}

const textOf = (file: string | Uint8Array): string =>
  typeof file === 'string' ? file : new TextDecoder().decode(file)

const sizeOf = (file: string | Uint8Array): Problem | undefined =>
  sizeProblem(file.length, textOf(file.slice(0, BEGINNING)))

async function read(file: string, arriving: Arriving): Promise<Arrival> {
  if (isCallback(file)) return { kind: 'callback', ...readPasted(file, arriving.waiting) }
  const text = opened(file)
  if (!/^\s*[{[]/.test(text)) return begun(await readAnything(text, arriving.id), arriving)
  const tree = readTree(text)
  if (isContainer(tree)) return { kind: 'sealed', text }
  if (isCase(tree)) return caseArrival(tree, arriving)
  if (isHar(tree)) return harArrival(tree, arriving)
  return begun(readJsonTree(tree, text, arriving.id), arriving)
}

type Tree = ReturnType<typeof readTree>

async function caseArrival(tree: Tree, arriving: Arriving): Promise<Arrival> {
  const result = caseOf(tree, arriving)
  if (result.kind === 'problem') return result
  const { session, notes, absent } = result
  const vendor = arriving.vendors.find(({ profile }) => profile.id === session.vendor)
  const flow = (await vendor?.flows())?.find(({ id }) => id === session.flow)
  // Kept, it would be a walk that no screen can open.
  if (vendor !== undefined && flow === undefined)
    return { kind: 'problem', problem: unknownFlow(session.flow, vendor.profile.name) }
  const asked = vendor && flow ? askedAgain(session, vendor.profile, flow) : []
  return {
    kind: 'sessions',
    format: 'case',
    sessions: [{ session, notes: notes.map(toned), missing: [...new Set([...absent, ...asked])] }],
    notes: [],
  }
}

async function harArrival(tree: Tree, arriving: Arriving): Promise<Arrival> {
  const har = harOf(tree)
  const drafts = draftsOf(har, arriving.id)
  const { walks, notes, strangers } = await recordedIn(har, arriving, arriving)
  const sessions = walks.map((one) =>
    arrivedSession(one.session, one.reading, [...one.notes, ...placeNotes(one.session, arriving)]),
  )
  if (drafts.kind === 'problem') return drafts
  if (sessions.length === 0)
    return {
      ...drafts,
      format: 'har',
      problem: strangers.length > 0 ? unknownServers(strangers) : noSignIn,
    }
  const apart = strangers.length === 0 ? [] : [alsoElsewhere(strangers)]
  return {
    kind: 'sessions',
    format: 'har',
    sessions,
    notes: [...notes, ...apart].map(toned),
    drafts,
  }
}

function arrivedSession(
  session: Session,
  { place, flow }: Reading,
  notes: readonly ArrivalNote[],
): ArrivedSession {
  const { profile } = place.vendor
  const inside = place.target === 'live' && holdsSecrets(session, profile) ? [tokensInside] : []
  return {
    session,
    notes: distinct([...notes, ...inside]).map(toned),
    missing: askedAgain(session, profile, flow),
  }
}

/** A command or a collection that asks a known vendor for a token is the beginning of a walk. */
async function begun(given: AnyArrived, arriving: Arriving): Promise<Arrival> {
  if (given.kind === 'problem' || !(given.format === 'curl' || given.format === 'postman'))
    return given
  const { format, ...drafts } = given
  const origin = format === 'curl' ? 'Begun from a curl command.' : 'Begun from a Postman export.'
  const found = await begunBy(drafts, matcherOf(arriving), { ...arriving, origin })
  if (found.length === 0) return given
  const sessions = found.map(({ session, reading }) =>
    arrivedSession(session, reading, [
      ...guessedAddress(reading),
      ...placeNotes(session, arriving),
    ]),
  )
  return { kind: 'sessions', format, sessions, notes: drafts.notes.map(toned), drafts }
}
