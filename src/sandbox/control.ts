/** The control surface of a simulator: its clock, its settings, its fixtures. Nothing of the vendor is here. */
import type { Place, SettingValue, World } from '../core/simulation.ts'
import type { Setting, Simulator } from '../core/simulator.ts'
import { newWorld } from './world.ts'

export interface ControlTurn {
  readonly simulator: Simulator
  readonly request: Request
  readonly body: string
  readonly world: World
  readonly place: Place
  /** Unix milliseconds of the real clock. */
  readonly clock: number
}

/** A hundred years: past it a Date would soon be none. */
const FARTHEST = 100 * 365 * 86400

export function control(turn: ControlTurn): Response {
  if (turn.request.method === 'GET') return state(turn, turn.world)
  if (turn.request.method !== 'POST')
    return refused(405, 'Use GET to read the state, POST to change it.', [['Allow', 'GET, POST']])
  // A page of another site can post a form here, but not JSON without a preflight, which nobody answers.
  const type = turn.request.headers.get('content-type') ?? ''
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    return refused(415, 'Send application/json.')
  const change = read(turn)
  if (typeof change === 'string') return refused(400, change)
  return state(turn, apply(turn, change))
}

interface Change {
  readonly reset: boolean
  readonly settings: ReadonlyMap<string, SettingValue>
  readonly advance: number
}

function read({ simulator, body, world }: ControlTurn): Change | string {
  const given = parsed(body)
  if (given === undefined) return 'Send a JSON object.'
  const { advance = 0, reset = false, settings = {}, ...rest } = given
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) return `Nothing here is called ${unknown}.`
  if (typeof reset !== 'boolean') return 'reset is true or false.'
  if (typeof advance !== 'number' || advance < 0)
    return 'advance is a number of seconds, at least 0.'
  const before = reset ? 0 : world.offset / 1000
  if (advance + before > FARTHEST) return 'advance would lead more than a hundred years ahead.'
  if (typeof settings !== 'object' || settings === null) return 'settings is an object.'
  const values = new Map<string, SettingValue>()
  for (const [id, value] of Object.entries(settings) as [string, unknown][]) {
    const setting = simulator.settings?.find((one) => one.id === id)
    if (setting === undefined) return `There is no setting ${id}.`
    if (!fits(setting, value)) return `${id} cannot be ${JSON.stringify(value)}.`
    values.set(id, value)
  }
  return { reset, advance, settings: values }
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined
  } catch {
    return undefined
  }
}

function fits(setting: Setting, value: unknown): value is SettingValue {
  if (setting.kind === 'switch') return typeof value === 'boolean'
  if (setting.kind === 'choice') return setting.choices.some((choice) => choice.value === value)
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= setting.min &&
    value <= setting.max
  )
}

/** Reset first, so that one request can start over with other settings. */
function apply(turn: ControlTurn, change: Change): World {
  const { world } = turn
  if (change.reset) {
    const fresh = newWorld(turn.simulator)
    for (const map of Object.values(world) as unknown[]) if (map instanceof Map) map.clear()
    for (const [id, value] of fresh.settings) world.settings.set(id, value)
    world.offset = 0
  }
  for (const [id, value] of change.settings) world.settings.set(id, value)
  world.offset += Math.round(change.advance * 1000)
  return world
}

function state({ simulator, place, clock }: ControlTurn, world: World): Response {
  return answer(200, {
    now: clock + world.offset,
    offset: world.offset / 1000,
    settings: (simulator.settings ?? []).map((setting) => ({
      ...setting,
      value: world.settings.get(setting.id) ?? setting.initial,
    })),
    clients: [...simulator.clients(place), ...world.clients.values()],
    accounts: simulator.accounts,
    notes: simulator.notes ?? {},
  })
}

const refused = (status: number, message: string, headers: readonly [string, string][] = []) =>
  answer(status, { message }, headers)

function answer(
  status: number,
  value: unknown,
  headers: readonly [string, string][] = [],
): Response {
  const fixed: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
  ]
  return new Response(JSON.stringify(value), { status, headers: [...fixed, ...headers] })
}
