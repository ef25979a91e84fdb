/** Kong's rate limits: fixed windows, counted together, told on every answer that was counted or refused. */
import type { HeaderPairs } from '../../core/http.ts'
import { type Check, Fault, type Turn } from '../../core/simulation.ts'

interface Window {
  /** As in the header: `second`, `day`. */
  readonly name: string
  readonly seconds: number
  readonly limit: number
}

/** Refusals carry these headers too, so they are remembered for the turn and put on whatever leaves. */
const told = new WeakMap<Turn, HeaderPairs>()

export const rateHeaders = (turn: Turn): HeaderPairs => told.get(turn) ?? []

/** Windows start with the clock; a refused request is not counted (Kong 0.14.1) [I]. */
function count(turn: Turn, key: string, windows: readonly Window[]): void {
  const usage = windows.map((window) => {
    const length = window.seconds * 1000
    const startedAt = turn.now - (turn.now % length)
    const id = `${key} ${window.name}`
    const kept = turn.world.windows.get(id)
    const used = kept?.startedAt === startedAt ? kept.count : 0
    return { ...window, id, startedAt, used, left: window.limit - used }
  })
  const refused = usage.some(({ left }) => left <= 0)
  told.set(
    turn,
    usage.flatMap(({ name, limit, left }): HeaderPairs => {
      const remaining = Math.max(0, refused ? left : left - 1)
      return [
        [`X-RateLimit-Limit-${name}`, String(limit)],
        [`X-RateLimit-Remaining-${name}`, String(remaining)],
      ]
    }),
  )
  if (refused) throw new Fault('too_many_requests')
  for (const { id, startedAt, used } of usage)
    turn.world.windows.set(id, { startedAt, count: used + 1 })
}

export const rateChecks: readonly Check[] = [
  {
    name: 'login_rate',
    source: 'vendor notes, 5.2.6 [S]: 1 per second for steps 1 to 3 together',
    run(turn) {
      const key = `login ${turn.query.get('client_id') ?? ''}`
      const limit = Number(turn.setting('login_per_second'))
      count(turn, key, [{ name: 'Second', seconds: 1, limit }])
      return undefined
    },
  },
  {
    name: 'api_rate',
    source:
      'vendor notes, 5.2.6 [S, D B-6]: 7 per second, 5000 per UTC day; a tenant counts for its MSP',
    run(turn) {
      count(turn, `api ${turn.client?.facts?.['customer'] ?? ''}`, [
        { name: 'second', seconds: 1, limit: Number(turn.setting('api_per_second')) },
        { name: 'day', seconds: 86_400, limit: Number(turn.setting('api_per_day')) },
      ])
      return undefined
    },
  },
]
