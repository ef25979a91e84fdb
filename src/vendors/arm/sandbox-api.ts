/** The entitlement API of vendor notes, 1.2.5 and 1.4. */
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import {
  type Artifact,
  catalogue,
  type Entitlement,
  isAccepted,
  type Release,
} from './sandbox-catalogue.ts'
import { pageOf, since } from './sandbox-search.ts'

const BASE = '/e-product-entitlement-customer/v1'
/** The addresses in answers are the real ones: that is what Arm's API writes there. */
const API = `https://api.arm.com${BASE}`

const owned = (turn: Turn): readonly Entitlement[] =>
  turn.account?.facts?.['owns'] === 'nothing' ? [] : catalogue

function entitlementOf(turn: Turn): Entitlement {
  const found = owned(turn).find(({ id }) => id === turn.captured['id'])
  if (found === undefined) throw new Fault('not_found')
  return found
}

function releaseOf(turn: Turn): { entitlement: Entitlement; release: Release } {
  const entitlement = entitlementOf(turn)
  if (entitlement.release.id !== turn.captured['release']) throw new Fault('not_found')
  return { entitlement, release: entitlement.release }
}

function artifactOf(turn: Turn): { entitlement: Entitlement; artifact: Artifact } {
  const { entitlement, release } = releaseOf(turn)
  if (release.artifact.id !== turn.captured['artifact']) throw new Fault('not_found')
  return { entitlement, artifact: release.artifact }
}

const blocked = (turn: Turn): boolean => turn.setting('compliance_blocked') === true

/** In the order of vendor notes, 1.4. */
function asEntitlement(turn: Turn, one: Entitlement): object {
  const { id, product, validFrom, validTo, free } = one
  return {
    id,
    uri: `${API}/entitlements/${id}`,
    customer: {
      id: '0001006511',
      name: 'Arm Ltd',
      uri: 'https://id.arm.com/customer/0001006511',
      blocked: false,
    },
    product: {
      id: product.id,
      name: product.name,
      standardDeliveryMethod: 'ipDelivery',
      uri: `https://id.arm.com/product/${product.id}`,
      eula: { id: product.eula, uri: `https://id.arm.com/eula/${product.eula}` },
    },
    salesOrderItem: { id: '0000123456/10' },
    status: 'Active',
    rightTo: 'download',
    validFrom,
    validTo,
    characteristics: { free, grouped: false, virtual: false },
    rights: {
      qualities: [{ quality: 'EAC' }],
      maintenanceFrom: validFrom,
      maintenanceTo: validTo,
      designStart: free ? [{ foundry: 'TSMC' }] : [],
    },
    compliance: compliance(turn),
    history: {
      createdAt: `${validFrom}T09:00:00.000Z`,
      lastChangedAt: `${validFrom}T09:00:00.000Z`,
    },
    virtualEntitlements: [],
  }
}

const compliance = (turn: Turn): object => ({
  status: blocked(turn) ? 'Blocked' : 'Compliant',
  statusReason: blocked(turn) ? 'The sandbox was told to block downloads.' : '',
  eccnRestricted: false,
  usECCN: [],
  allowedCountries: [{ id: 'GB', uri: 'https://id.arm.com/country/GB' }],
})

function asRelease({ id: entitlement, release }: Entitlement): object {
  const { artifact: _, id, quality, availableAt, ...about } = release
  return {
    id,
    uri: `${API}/entitlements/${entitlement}/rights/download/releases/${id}`,
    entitlement: { id: entitlement },
    name: about.name,
    revision: about.revision,
    patch: '00',
    majorVersion: about.majorVersion,
    minorVersion: about.minorVersion,
    quality,
    type: 'Full',
    availableAt,
  }
}

const asArtifact = ({ id, name, description, fileName, fileSize, md5 }: Artifact): object => ({
  id,
  name,
  description,
  type: 'product',
  fileName,
  fileSize,
  md5,
})

/** What stands between an entitlement and its file. */
function mayDownload(turn: Turn): Artifact {
  const { entitlement, artifact } = artifactOf(turn)
  const { eula } = entitlement.product
  if (!isAccepted(turn, entitlement))
    throw new Fault('eula_required', { agreementUrl: `${turn.place.base}/agreements/${eula}` })
  if (blocked(turn)) throw new Fault('compliance_blocked')
  return artifact
}

const LINK_SECONDS = 900 // [A] “short-lived”

/** Looks like a signed link of a content network; the signature is random and kept nowhere. */
function downloadUrl(turn: Turn): object {
  const { fileName } = mayDownload(turn)
  const query = new URLSearchParams({
    Expires: String(Math.floor(turn.now / 1000) + LINK_SECONDS),
    Signature: turn.ids.opaque(128),
    'Key-Pair-Id': 'KSANDBOX',
  })
  return { downloadUrl: `${turn.place.base}/files/${fileName}?${query}` }
}

/** The shape that Aspera's node API gives. */
function transferSpec(turn: Turn): object {
  const { fileName, fileSize } = mayDownload(turn)
  const transfer_spec = {
    direction: 'receive',
    remote_host: 'aspera.sandbox.invalid',
    remote_user: 'xfer',
    ssh_port: 33001,
    fasp_port: 33001,
    paths: [{ source: `/${fileName}`, file_size: fileSize }],
  }
  return { data: { transfer_specs: [{ transfer_spec }] } }
}

/** A few words instead of gigabytes; after the end of the link, none. */
function file(turn: Turn): Response {
  const expires = Number(turn.query.get('Expires') ?? '0')
  if (!(expires * 1000 > turn.now) || turn.query.get('Signature') === null)
    return new Response('Access denied\n', {
      status: 403,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    })
  return new Response('The sandbox has no real files. This would be the archive.\n', {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

const answers = (run: (turn: Turn) => object): Route => ({
  parameters: ['query'],
  run: (turn) =>
    new Response(JSON.stringify(run(turn)), {
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
    }),
})

const ONE = `${BASE}/entitlements/:id` as const
const RELEASES = `${ONE}/rights/download/releases` as const
const ARTIFACT = `${RELEASES}/:release/artifact/:artifact` as const

export const apiRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  [`GET ${BASE}/entitlements`]: answers((turn) =>
    pageOf(
      turn,
      owned(turn).map((one) => asEntitlement(turn, one)),
      { activatedFrom: since('validFrom') },
    ),
  ),
  [`GET ${ONE}`]: answers((turn) => asEntitlement(turn, entitlementOf(turn))),
  [`GET ${RELEASES}`]: answers((turn) =>
    pageOf(turn, [asRelease(entitlementOf(turn))], {
      availableFrom: since('availableAt'),
      // One release each, so the newest is every one.
      latestAvailable: (_item, value) => typeof value === 'boolean',
    }),
  ),
  [`GET ${RELEASES}/:release`]: answers((turn) => {
    const { entitlement, release } = releaseOf(turn)
    return { ...asRelease(entitlement), artifacts: [asArtifact(release.artifact)] }
  }),
  [`GET ${ARTIFACT}`]: answers((turn) => asArtifact(artifactOf(turn).artifact)),
  [`GET ${ARTIFACT}/http`]: answers(downloadUrl),
  [`GET ${ARTIFACT}/fasp`]: answers(transferSpec),
  'GET /files/:name': { checks: [], run: file },
}
