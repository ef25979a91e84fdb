/** The fleet the simulated appliance manages: groups, gateways and what they last reported. Invented. */

export interface Gateway {
  readonly uid: string
  readonly name: string
  readonly platform: string
  readonly cellular: '3G' | '4G' | '5G'
  /** Where it is, if it has a receiver. */
  readonly position?: readonly [latitude: number, longitude: number]
  readonly readings: Readonly<Record<string, string>>
}

export interface Group {
  readonly id: number
  readonly name: string
  readonly gateways: readonly Gateway[]
  readonly subgroups: readonly Group[]
}

/** Names and numbers as in AMM's own example, so that a page and the sandbox look alike. */
export const topGroup: Group = {
  id: 9,
  name: 'All gateways',
  gateways: [
    {
      uid: 'H090111G0999',
      name: 'Bus 12',
      platform: 'MG90',
      cellular: '4G',
      position: [49.172337, -123.070867],
      readings: {
        ReportIdleTime: '57 days 0 hour',
        'CPU-Temperature': '41',
        'CellLink-RSSI': '-67',
      },
    },
  ],
  subgroups: [
    {
      id: 11,
      name: 'MGOS',
      gateways: [
        {
          uid: 'H140716B0042',
          name: 'Ambulance 5',
          platform: 'oMG2000',
          cellular: '3G',
          position: [49.282729, -123.120738],
          readings: { ReportIdleTime: '2 days 7 hour', 'CPU-Temperature': '47' },
        },
      ],
      subgroups: [],
    },
    {
      id: 16,
      name: 'ALEOS',
      gateways: [
        {
          uid: 'N655110061029999',
          name: 'Van 3',
          platform: 'MP70',
          cellular: '4G',
          readings: { 'CellLink-RSSI': '-81' },
        },
        {
          uid: 'N787220114031017',
          name: 'Pump station 7',
          platform: 'RV50X',
          cellular: '4G',
          position: [49.104178, -122.660352],
          readings: { ReportIdleTime: '0 days 3 hour', 'CellLink-RSSI': '-74' },
        },
        {
          uid: 'N912330207045528',
          name: 'Ferry 2',
          platform: 'XR90',
          cellular: '5G',
          position: [49.375195, -123.271789],
          readings: { ReportIdleTime: '0 days 0 hour', 'CPU-Temperature': '39' },
        },
      ],
      subgroups: [],
    },
  ],
}

/** 0 is another name of the top group [D M-6]. */
export function findGroup(id: number, from: Group = topGroup): Group | undefined {
  if (from.id === id || (id === 0 && from === topGroup)) return from
  for (const group of from.subgroups) {
    const found = findGroup(id, group)
    if (found !== undefined) return found
  }
  return undefined
}

export const gatewaysOf = (group: Group): readonly Gateway[] => [
  ...group.gateways,
  ...group.subgroups.flatMap(gatewaysOf),
]

export const findGateway = (uid: string | undefined): Gateway | undefined =>
  gatewaysOf(topGroup).find((gateway) => gateway.uid === uid)
