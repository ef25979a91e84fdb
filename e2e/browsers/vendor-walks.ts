/** The vendors' walks, each written once for every browser. */
import type { Flow, Vendor } from '../../src/core/vendor.ts'
import { vendors } from '../../src/vendors/index.ts'
import type { Grantwalk } from '../process.ts'
import { begin, seeDone, walk } from './acts.ts'
import type { Walk } from './report.ts'
import type { Screen } from './screen.ts'
import { the } from './target.ts'

/** Half of the way, a reload, and the rest. */
async function throughout(
  screen: Screen,
  grantwalk: Grantwalk,
  vendor: Vendor,
  flow: Flow,
): Promise<void> {
  await begin(screen, grantwalk, vendor, flow)
  const half = Math.ceil(flow.steps.length / 2)
  await walk(screen, vendor, flow.steps.slice(0, half))
  const before = await screen.count(the('listitem', undefined, the('list', 'Exchanges')))
  await screen.visit.reload()
  const [first] = flow.steps
  if (first !== undefined) await seeDone(screen, first)
  const after = await screen.count(the('listitem', undefined, the('list', 'Exchanges')))
  if (after !== before) throw new Error(`${before} exchanges before the reload, ${after} after it.`)
  await walk(screen, vendor, flow.steps.slice(half))
}

/** The ways in that every vendor's people take, by vendor and flow. */
const CORE: readonly (readonly [vendor: string, flow: string])[] = [
  ['amm', 'password'],
  ['amm', 'authorization_code'],
  ['amm', 'implicit'],
  ['adobe', 'client_credentials'],
  ['arm', 'interactive'],
  ['arm', 'password'],
  ['usage-engine', 'client_credentials'],
  ['aruba', 'oauth'],
  ['generic', 'authorization_code'],
]

export async function vendorWalks(): Promise<Walk[]> {
  return await Promise.all(
    CORE.map(async ([id, way]) => {
      const vendor = vendors.find(({ profile }) => profile.id === id)
      const flow = (await vendor?.flows())?.find((one) => one.id === way)
      if (vendor === undefined || flow === undefined) throw new Error(`No flow ${id} ${way}.`)
      return {
        name: `${vendor.profile.name}: ${flow.title}, with a reload half-way`,
        run: (screen: Screen, grantwalk: Grantwalk) => throughout(screen, grantwalk, vendor, flow),
      }
    }),
  )
}
