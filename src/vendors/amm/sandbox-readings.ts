/** What a gateway reported and when: a report every five minutes, the same for the same moment. */
import type { Gateway } from './sandbox-fleet.ts'

export interface Reading {
  readonly value: string
  /** Unix milliseconds. */
  readonly timestamp: number
}

const EVERY = 5 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000
/** The moment of AMM's own example stays in the history, so that its `from` and `to` find it. */
const DOCUMENTED = 1661280377864

/** All ids in the documents known so far. */
export const dataIds: readonly string[] = [
  'ReportIdleTime',
  'CPU-Temperature',
  'GPS Location-latitude',
  'GPS Location-longitude',
  'GPS Location-speedmph',
  'CellLink-RSSI',
]

/** The last report before now, or nothing: keys without data are absent. */
export function latest(gateway: Gateway, dataId: string, now: number): readonly Reading[] {
  return at(gateway, dataId, now - (now % EVERY))
}

/** Everything between two moments, oldest first; the appliance keeps a day [A]. */
export function history(
  gateway: Gateway,
  dataId: string,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): readonly Reading[] {
  const found = from <= DOCUMENTED && DOCUMENTED <= to ? at(gateway, dataId, DOCUMENTED) : []
  const start = Math.max(from, now - DAY)
  const readings = [...found]
  for (let time = Math.ceil(start / EVERY) * EVERY; time <= Math.min(to, now); time += EVERY)
    readings.push(...at(gateway, dataId, time))
  return readings
}

function at(gateway: Gateway, dataId: string, timestamp: number): readonly Reading[] {
  const value = valueAt(gateway, dataId, timestamp)
  return value === undefined ? [] : [{ value, timestamp }]
}

function valueAt(gateway: Gateway, dataId: string, timestamp: number): string | undefined {
  // A round of about a kilometre, once an hour; at the documented moment it is where the document says.
  const angle = ((timestamp - DOCUMENTED) / 3600000) * 2 * Math.PI
  if (dataId.startsWith('GPS Location-')) {
    const [latitude, longitude] = gateway.position ?? []
    if (latitude === undefined || longitude === undefined) return undefined
    if (dataId === 'GPS Location-latitude') return moved(latitude, Math.sin(angle))
    if (dataId === 'GPS Location-longitude') return moved(longitude, 1 - Math.cos(angle))
    return dataId === 'GPS Location-speedmph' ? '4' : undefined
  }
  return Object.hasOwn(gateway.readings, dataId) ? gateway.readings[dataId] : undefined
}

const moved = (degrees: number, by: number): string => (degrees + by * 0.009).toFixed(6)
