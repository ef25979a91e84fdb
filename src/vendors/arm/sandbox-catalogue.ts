/** What the simulated customer owns. IDs, codes and names of the first two are Arm's published samples. */
import type { Turn } from '../../core/simulation.ts'

export interface Artifact {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly fileName: string
  readonly fileSize: number
  readonly md5: string
}

export interface Release {
  readonly id: string
  readonly name: string
  readonly revision: string
  readonly majorVersion: string
  readonly minorVersion: string
  readonly quality: string
  readonly availableAt: string
  readonly artifact: Artifact
}

export interface Entitlement {
  readonly id: string
  readonly product: { readonly id: string; readonly name: string; readonly eula: string }
  readonly validFrom: string
  readonly validTo: string
  /** Nobody has accepted the agreement yet. */
  readonly unaccepted?: true
  readonly free: boolean
  readonly release: Release
}

const artifact = (id: string, name: string, fileName: string, fileSize: number): Artifact => ({
  id,
  name,
  description: `${name}, installer for Linux`,
  fileName,
  fileSize,
  // The sum of an empty file: there is no real file behind it.
  md5: 'd41d8cd98f00b204e9800998ecf8427e',
})

export const catalogue: readonly Entitlement[] = [
  {
    id: '169189',
    product: { id: 'DS000B', name: 'Arm Development Studio', eula: 'LEC-ELA-00771' },
    validFrom: '2021-05-10',
    validTo: '2031-05-10',
    free: false,
    release: {
      id: 'd2650553-3806-4c0e-92d7-2e46fd468074',
      name: 'Arm Development Studio 2022.0',
      revision: 'r22p0',
      majorVersion: '2022',
      minorVersion: '0',
      quality: 'EAC',
      availableAt: '2022-04-04T15:44:05.806Z',
      artifact: artifact(
        '7db814ee-c1e3-4d68-a65d-a7e6b437e1ef',
        'Arm Development Studio 2022.0',
        'DS000-BN-00001-r22p0-00rel0.tgz',
        1234567890,
      ),
    },
  },
  {
    id: '99',
    product: { id: 'AT511', name: 'Cortex-M0 DesignStart Eval', eula: 'LEC-ELA-01234' },
    validFrom: '2020-02-16',
    validTo: '2030-02-16',
    free: true,
    release: {
      id: '0c9a6f1e-52d4-4f8b-8a07-31b6d2e4c590',
      name: 'Cortex-M0 DesignStart Eval r2p0',
      revision: 'r2p0',
      majorVersion: '2',
      minorVersion: '0',
      quality: 'REL',
      availableAt: '2020-02-16T09:00:00.000Z',
      artifact: artifact(
        '5f2b7c48-9d13-4e6a-b0c1-84a7e6d3f219',
        'Cortex-M0 DesignStart Eval r2p0',
        'AT511-BU-00000-r2p0-00rel0.tgz',
        48302114,
      ),
    },
  },
  {
    id: '240117',
    product: { id: 'AX900', name: 'Sandbox Compiler, agreement open', eula: 'LEC-ELA-05678' },
    validFrom: '2024-01-08',
    validTo: '2034-01-08',
    unaccepted: true,
    free: false,
    release: {
      id: 'e7d31a90-6c2b-4b5f-9d84-0f1a2b3c4d5e',
      name: 'Sandbox Compiler 6.22',
      revision: 'r6p22',
      majorVersion: '6',
      minorVersion: '22',
      quality: 'REL',
      availableAt: '2024-03-12T10:30:00.000Z',
      artifact: artifact(
        'a1b2c3d4-0e5f-4a6b-8c7d-9e0f1a2b3c4d',
        'Sandbox Compiler 6.22',
        'AX900-BN-00000-r6p22-00rel0.tgz',
        730411008,
      ),
    },
  },
]

export const agreementKey = (id: string): string => `agreement ${id}`

export const isAccepted = (turn: Turn, { product, unaccepted }: Entitlement): boolean =>
  unaccepted === undefined || turn.world.own.get(agreementKey(product.eula)) === true
