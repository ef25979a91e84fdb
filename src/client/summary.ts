/** What a list of sessions shows of each, without opening it. By hand and small: the first screen needs it. */
import type { Session } from '../core/session.ts'

export interface Summary
  extends Pick<
    Session,
    | 'version'
    | 'id'
    | 'name'
    | 'vendor'
    | 'flow'
    | 'target'
    | 'createdAt'
    | 'updatedAt'
    | 'tags'
    | 'pinned'
  > {
  /** How many there are. */
  readonly exchanges: number
  readonly last?: 'accepted' | 'refused' | 'failed'
  /** A redirect has not come back yet; its state finds the session again. */
  readonly state?: string
  /** Its beginning. This and what follows is there to search in, and bounded: a list holds many. */
  readonly note?: string
  /** Who was spoken to, port included where there is one. */
  readonly hosts?: readonly string[]
  /** Of the answers, each once. */
  readonly statuses?: readonly number[]
  /** Codes of the problems, and what the servers said of them. */
  readonly problems?: string
}

/** Where the list finds it: what is pinned first, then the newest. Keys are in the order of their text. */
export const rowKey = ({ id, pinned, updatedAt }: Pick<Summary, 'id' | 'pinned' | 'updatedAt'>) =>
  `row:${pinned ? 0 : 1}${String(9e15 - Math.floor(updatedAt)).padStart(16, '0')}:${id}`

const isText = (value: unknown) => typeof value === 'string'
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0
/** Unix milliseconds that a Date can hold, in every time zone. */
const isInstant = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 8.6e15
const isOneOf = (choices: readonly unknown[]) => (value: unknown) => choices.includes(value)
const isMaybe = (fits: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || fits(value)
const isListOf = (fits: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(fits)

const members: Readonly<Record<keyof Summary, (value: unknown) => boolean>> = {
  version: isOneOf([1, 2]),
  id: isText,
  name: isText,
  vendor: isText,
  flow: isText,
  target: isOneOf(['sandbox', 'live']),
  createdAt: isInstant,
  updatedAt: isInstant,
  exchanges: isCount,
  last: isOneOf([undefined, 'accepted', 'refused', 'failed']),
  state: isMaybe(isText),
  tags: isMaybe(isListOf(isText)),
  pinned: isOneOf([undefined, true]),
  note: isMaybe(isText),
  hosts: isMaybe(isListOf(isText)),
  statuses: isMaybe(isListOf(isCount)),
  problems: isMaybe(isText),
}

const fits = Object.entries(members)

/** The disk is untrusted input: what is no summary is left out of the list, and left alone. */
export const isSummary = (data: unknown): data is Summary =>
  typeof data === 'object' &&
  data !== null &&
  fits.every(([name, fit]) => fit(Object.hasOwn(data, name) ? Reflect.get(data, name) : undefined))

/** Written by a Grantwalk that is newer than this one: left as it is. */
export const isNewer = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'version' in data && Number(data.version) > 2
