/** Asks the relay what may be done about an origin, and does it. Whatever the page says, the relay decides. */
import { APPROVALS_PATH, type ApprovalAnswer, type ApprovalOrder } from '../core/approvals.ts'
import { KEY_HEADER } from '../core/frames.ts'
import type { Problem } from '../core/problem.ts'
import { relayKey } from './environment.ts'
import { fetching } from './fetching.ts'
import { refusedBy, relayProblem } from './relay-problem.ts'

export type Ordered =
  | { readonly kind: 'answered'; readonly answer: ApprovalAnswer }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** Never rejects. @param signal aborted, a question in the terminal is taken back */
export async function orderApproval(
  order: Omit<ApprovalOrder, 'v'>,
  signal?: AbortSignal,
): Promise<Ordered> {
  const key = relayKey()
  if (key === undefined) return { kind: 'refused', problem: relayProblem('key_missing') }
  try {
    const response = await fetching(APPROVALS_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [KEY_HEADER]: key },
      body: JSON.stringify({ v: 1, ...order }),
      signal: signal ?? null,
    })
    if (response.status !== 200) return { kind: 'refused', problem: await refusedBy(response) }
    const answer: unknown = await response.json()
    return isAnswer(answer)
      ? { kind: 'answered', answer }
      : { kind: 'refused', problem: relayProblem('relay_unreachable') }
  } catch {
    const code = signal?.aborted === true ? 'aborted' : 'relay_unreachable'
    return { kind: 'refused', problem: relayProblem(code) }
  }
}

/** Our own server wrote it; the shape is still checked, because the port may belong to another. */
const isAnswer = (value: unknown): value is ApprovalAnswer => {
  if (typeof value !== 'object' || value === null) return false
  if ('granted' in value) return Array.isArray(value.granted)
  if ('asked' in value) return typeof value.asked === 'string'
  return (
    'look' in value &&
    typeof value.look === 'object' &&
    value.look !== null &&
    'kind' in value.look &&
    ['allowed', 'offer', 'terminal', 'never'].includes(String(value.look.kind))
  )
}
