/** What the simulated account counts: meter types and meters, kept in the simulator's own memory. */
import type { World } from '../../core/simulation.ts'
import { ACCOUNT_ID } from './sandbox-accesses.ts'

type Fields = Readonly<Record<string, unknown>>

export interface MeterType extends Fields {
  readonly id: string
  readonly name: string
  readonly numberOfMeters: number
}

/** Only `id` is documented; the rest is [A]. */
export interface Meter extends Fields {
  readonly id: string
  readonly meterTypeId: string
  readonly meterKey: string
  readonly userId: string
}

const SINCE = '2023-07-26T09:00:15.690+00:00'

/** The API reference's sample, and the printing example of the vendor's streams [D]. */
const fixtures: readonly MeterType[] = [
  {
    accountId: ACCOUNT_ID,
    activeFrom: SINCE,
    activeTo: null,
    aggregation: { type: 'increment' },
    category: 'API Counts',
    createdAt: SINCE,
    description: 'Counts API calls',
    externalRef: '878752b4-4ddf',
    id: '6c1c8d0e-3f1b-4a61-9f0a-5a5c2e1d9b7e',
    name: 'Usage based API counter',
    numberOfMeters: 0,
    resetSchedule: { day: 'L', hour: '0', minute: '0', month: '*', weekday: '*' },
    timezone: 'Etc/UTC',
    unit: 'requests',
    updatedAt: SINCE,
  },
  {
    accountId: ACCOUNT_ID,
    activeFrom: SINCE,
    activeTo: null,
    aggregation: { type: 'sum' },
    capacity: 10000,
    category: 'Printing',
    createdAt: SINCE,
    description: 'Charges customers by the number of prints.',
    externalRef: null,
    id: 'b81a5f3c-9d27-4e06-8c5b-1f7e6a2d4c90',
    name: 'Pay-Per-Print',
    numberOfMeters: 0,
    resetSchedule: { day: '1', hour: '0', minute: '0', month: '*', weekday: '*' },
    thresholds: [
      {
        name: 'EMAIL_MAINTENANCE',
        capacityPercentage: 90,
        customFields: { action: 'EMAIL_MAINTENANCE' },
      },
      {
        name: 'DEACTIVATE_PRINTER',
        absoluteValue: 10000,
        customFields: { action: 'DEACTIVATE_PRINTER' },
      },
    ],
    timezone: 'Etc/UTC',
    unit: 'sheets',
    updatedAt: SINCE,
  },
]

/** More than a walk ever makes; the oldest go first. */
const MOST = 500

export const metersIn = (world: World): readonly Meter[] =>
  (world.own.get('meters') as readonly Meter[] | undefined) ?? []

/** With the number of their meters, counted anew. */
export function typesIn(world: World): readonly MeterType[] {
  const kept = (world.own.get('meterTypes') as readonly MeterType[] | undefined) ?? fixtures
  const meters = metersIn(world)
  return kept.map((type) => ({
    ...type,
    numberOfMeters: meters.filter(({ meterTypeId }) => meterTypeId === type.id).length,
  }))
}

export const keepMeters = (world: World, meters: readonly Meter[]): void =>
  void world.own.set('meters', meters.slice(-MOST))

export const keepTypes = (world: World, types: readonly MeterType[]): void =>
  void world.own.set('meterTypes', types.slice(-MOST))
