/** What the simulated API accepts as a body, and what it says of any other [A]. */
import { Fault, type Turn } from '../../core/simulation.ts'

export type Body = Readonly<Record<string, unknown>>

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

/** The body as an object, or 400. */
export function bodyOf(turn: Turn): Body {
  const type = turn.request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw new Fault('body_wrong', { text: 'Content-Type must be application/json' })
  const value = parsed(turn.body)
  if (!isRecord(value)) throw new Fault('body_wrong', { text: 'The body must be a JSON object' })
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const scheduleKeys = ['day', 'hour', 'minute', 'month', 'weekday']

/** The first thing wrong with a meter type, or nothing. */
export function typeProblem(body: Body): string | undefined {
  for (const name of ['name', 'unit'])
    if (!isText(body[name])) return `${name} must be a non-empty string`
  const { aggregation, resetSchedule, capacity, thresholds } = body
  if (!isRecord(aggregation) || !isText(aggregation['type']))
    return 'aggregation.type must be a non-empty string'
  if (resetSchedule !== undefined) {
    const broken = scheduleKeys.find(
      (key) => !isRecord(resetSchedule) || !isText(resetSchedule[key]),
    )
    if (broken !== undefined) return `resetSchedule.${broken} must be a non-empty string`
  }
  if (capacity !== undefined && (typeof capacity !== 'number' || capacity < 0))
    return 'capacity must be a number, 0 or more'
  if (thresholds === undefined) return undefined
  const list = Array.isArray(thresholds) ? thresholds : [undefined]
  const named = list.every((one: unknown) => isRecord(one) && isText(one['name']))
  return named ? undefined : 'thresholds must be a list of objects with a name'
}

/** The first thing wrong with a meter, or nothing. */
export function meterProblem(body: Body): string | undefined {
  if (!isText(body['userId'])) return 'userId must be a non-empty string'
  for (const name of ['meterKey', 'meterTypeId'])
    if (typeof body[name] !== 'string' || !UUID.test(body[name])) return `${name} must be a UUID`
  const { customFields } = body
  return customFields === undefined || isRecord(customFields)
    ? undefined
    : 'customFields must be an object'
}
