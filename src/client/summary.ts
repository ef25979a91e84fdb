/** What a list of sessions shows of each, without opening it. By hand and small: the first screen needs it. */
import type { Session } from '../core/session.ts'

export interface Summary
  extends Pick<
    Session,
    'version' | 'id' | 'name' | 'vendor' | 'flow' | 'target' | 'createdAt' | 'updatedAt'
  > {
  /** How many there are. */
  readonly exchanges: number
  readonly last?: 'accepted' | 'refused' | 'failed'
  /** A redirect has not come back yet; its state finds the session again. */
  readonly state?: string
}

export function summaryOf(record: Session): Summary {
  const { version, id, name, vendor, flow, target, createdAt, updatedAt } = record
  const last = record.exchanges.at(-1)?.outcome.kind
  return {
    ...{ version, id, name, vendor, flow, target, createdAt, updatedAt },
    exchanges: record.exchanges.length,
    ...(last === undefined ? {} : { last }),
    ...(record.pending === undefined ? {} : { state: record.pending.state }),
  }
}

const isText = (value: unknown) => typeof value === 'string'
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0
/** Unix milliseconds that a Date can hold, in every time zone. */
const isInstant = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 8.6e15
const isOneOf = (choices: readonly unknown[]) => (value: unknown) => choices.includes(value)

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
  state: (value) => value === undefined || isText(value),
}

/** The disk is untrusted input: what is no summary is left out of the list, and left alone. */
export const isSummary = (data: unknown): data is Summary =>
  typeof data === 'object' &&
  data !== null &&
  Object.entries(members).every(([name, fits]) =>
    fits(Object.getOwnPropertyDescriptor(data, name)?.value),
  )
