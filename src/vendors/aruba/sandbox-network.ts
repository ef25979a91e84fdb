/** The network behind the simulated gateway: the guide's own samples, and a few invented clients. */

/** [S] sample of /monitoring/v1/aps, in its own order. */
export const accessPoint = {
  firmware_version: '6.4.4.4-4.2.3.1_54637',
  group_name: '00TestVRK',
  ip_address: '10.29.18.195',
  labels: ['Filter_242', 'Ziaomof', 'roster', '242455', 'Diegso'],
  macaddr: '6c:f3:7f:c3:5d:92',
  model: 'AP-134',
  name: '6c:f3:7f:c3:5d:92',
  radios: [
    { band: 0, index: 1, macaddr: '6c:f3:7f:b5:d9:20', status: 'Down' },
    { band: 1, index: 0, macaddr: '6c:f3:7f:b5:d9:30', status: 'Down' },
  ],
  serial: 'AX0140586',
  status: 'Down',
  swarm_id: 'e3bf1ba201a6f85f4b5eaedeead5e502d85a9aef58d8e1d8a0',
  swarm_master: true,
} as const

/** The same access point as version 2 tells it [D B-1]; the values beyond the sample are invented. */
export const accessPointV2 = {
  ap_deployment_mode: 'IAP',
  ap_group: null,
  cluster_id: '',
  firmware_version: accessPoint.firmware_version,
  group_name: accessPoint.group_name,
  ip_address: accessPoint.ip_address,
  last_modified: 1701695769,
  macaddr: accessPoint.macaddr,
  mesh_role: 'Unknown',
  model: '134',
  name: accessPoint.name,
  notes: null,
  public_ip_address: '203.0.113.18',
  radios: accessPoint.radios.map((radio) => ({
    ...radio,
    radio_name: `Radio ${radio.index}`,
    radio_type: '802.11n',
    spatial_stream: '3x3:3',
  })),
  serial: accessPoint.serial,
  site: 'test-pcap',
  status: accessPoint.status,
  subnet_mask: '255.255.255.0',
  swarm_id: accessPoint.swarm_id,
  swarm_master: true,
}

/** [S] sample of /central/v2/sites. */
export const site = {
  address: 'bangalore',
  associated_device_count: 4,
  city: 'bangalore',
  country: 'India',
  latitude: '12.9298689',
  longitude: '77.6848366',
  site_id: 1,
  site_name: 'test-pcap',
  state: 'Karnataka',
  tags: null,
  zipcode: '560103',
}

export const groups = ['default', '00TestVRK'] as const

const inventory = [
  {
    kinds: ['switch', 'all'],
    device: {
      aruba_part_no: 'JL728A',
      device_type: 'switch',
      macaddr: '02:1A:1E:00:00:01',
      model: '6200F',
      serial: 'CN00000001',
      tier_type: 'foundation',
    },
  },
  {
    kinds: ['all_ap', 'all'],
    device: {
      aruba_part_no: 'IAP-134',
      device_type: 'iap',
      macaddr: '6C:F3:7F:C3:5D:92',
      model: 'AP-134',
      serial: 'AX0140586',
      tier_type: 'foundation',
    },
  },
] as const

export const skuTypes: readonly string[] = ['all_ap', 'switch', 'gateway', 'all']

/** Fields in the order of the sample, the customer's between the device's own. */
export const devices = (sku_type: string, customer_id: string, customer_name: string): object[] =>
  inventory
    .filter(({ kinds }) => kinds.some((kind) => kind === sku_type))
    .map(({ device: { aruba_part_no, ...rest } }) => ({
      aruba_part_no,
      customer_id,
      customer_name,
      ...rest,
    }))

/** Seconds since 1970; the guide's readers saw milliseconds as well. */
export const auditEvent = {
  ts: 1701695769,
  target: 'AX0140586',
  app_id: 'nms',
  classification: 'Device Management',
  description: 'Device AX0140586 was moved to group 00TestVRK',
  device_type: 'IAP',
  id: 'audit_trail_2023_12,AYw1Q0T8',
  ip_addr: '203.0.113.7',
  user: 'jane.doe@example.com',
} as const

export const wireless = ['Laptop of Ann', 'Scanner 7', 'Phone of Ben', 'Printer', 'Tablet 2'].map(
  (name, index) => ({
    associated_device: accessPoint.serial,
    client_type: 'WIRELESS',
    ip_address: `10.29.18.${21 + index}`,
    macaddr: `02:00:5e:00:53:0${index + 1}`,
    name,
    network: 'office',
    status: 'CONNECTED',
  }),
)

export const tenant = (customer_id: string): object => ({
  customer_id,
  customer_name: 'Tenant A',
  account_status: 'ACTIVE',
  account_type: 'STANDALONE',
  group: { name: 'default' },
  description: '',
})
