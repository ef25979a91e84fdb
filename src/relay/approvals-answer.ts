/** The relay's second address: orders about approvals in, answers out. It opens no connection. */
import { type ApprovalAnswer, type ApprovalOrder, writtenOrigin } from '../core/approvals.ts'
import { type Approvals, Full, NotOffered } from './approvals.ts'
import { type Answer, type Ingress, Refused, safeHeaders } from './ingress.ts'
import { TargetRefused } from './reasons.ts'

/** An order is one origin; nobody needs more. */
const LONGEST = 2048
/** Each look-up asks a name server: not at the pace of a script (T10, T27). */
const MOST_LOOKS = 30
/** A person is asked in the terminal: not at any pace that would wear them down. */
const MOST_QUESTIONS = 3
const WINDOW_MS = 60_000

type Note = (status: string, origin: string | undefined) => void

/** @param note tells the log what was decided */
export function approvalsAnswer(approvals: Approvals, now: () => number, note: Note) {
  const looks = createPace(MOST_LOOKS, now)
  const questions = createPace(MOST_QUESTIONS, now)

  const act = async (order: ApprovalOrder, ingress: Ingress): Promise<ApprovalAnswer> => {
    const origin = order.origin ?? ''
    if (order.act === 'list') return { granted: approvals.list() }
    if (order.act === 'remove') {
      approvals.remove(origin)
      note('approval_removed', origin)
      return { granted: approvals.list() }
    }
    looks()
    if (order.act === 'look') return { look: await approvals.look(origin) }
    if (order.act === 'allow') {
      await approvals.allow(origin)
      note('approval_page', origin)
      return { granted: approvals.list() }
    }
    questions()
    const asked = await approvals.ask(origin, ingress.whenGone)
    note(`approval_terminal ${asked}`, origin)
    return { asked }
  }

  return async (ingress: Ingress): Promise<Answer> => {
    const order = await readOrder(ingress)
    try {
      return answered(await act(order, ingress))
    } catch (error) {
      throw refusalOf(error)
    }
  }
}

const answered = (answer: ApprovalAnswer): Answer => ({
  status: 200,
  headers: [['content-type', 'application/json'], ...safeHeaders],
  body: new TextEncoder().encode(JSON.stringify(answer)),
})

function refusalOf(error: unknown): unknown {
  if (error instanceof NotOffered || error instanceof TargetRefused)
    return new Refused(403, 'not_approvable', error.message, { reason: error.reason })
  if (error instanceof Full)
    return new Refused(429, 'approvals_full', 'Too many origins are allowed. Remove one first.')
  return error
}

const acts: readonly string[] = ['look', 'allow', 'remove', 'ask', 'list']

/** Exactly these members: what a page could add, such as a range or a pin, is refused (T31). */
async function readOrder(ingress: Ingress): Promise<ApprovalOrder> {
  const bytes = await ingress.readBody(LONGEST)
  if (bytes === undefined) throw new Refused(413, 'body_too_large', 'An order is one origin.')
  const order = parsed(bytes)
  if (!isOrder(order))
    throw new Refused(400, 'order', 'An order is an act and an origin, and nothing else.')
  return order
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function isOrder(value: unknown): value is ApprovalOrder {
  if (typeof value !== 'object' || value === null) return false
  const { v, act, origin, ...more } = value as Readonly<Record<string, unknown>>
  if (v !== 1 || typeof act !== 'string' || !acts.includes(act)) return false
  if (Object.keys(more).length > 0) return false
  if (act === 'list') return origin === undefined
  return typeof origin === 'string' && writtenOrigin(origin) === origin
}

function createPace(most: number, now: () => number) {
  let recent: number[] = []
  return (): void => {
    recent = recent.filter((at) => at > now() - WINDOW_MS)
    if (recent.length >= most)
      throw new Refused(429, 'approvals_pace', 'Too many questions. Wait a minute.', {
        headers: [['retry-after', String(WINDOW_MS / 1000)]],
      })
    recent.push(now())
  }
}
