/** What kind of address this is. Only `public` is gone to unasked (T18, T20, T29). */
import ipaddr from 'ipaddr.js'
import type { Reason } from './reasons.ts'

export type AddressKind = 'public' | Extract<Reason, `addr-${string}`>

/** Where clouds and their agents answer. Some lie in public or in approvable space. */
const metadata = new Set([
  '169.254.169.254', // AWS, Azure, Google, OpenStack, DigitalOcean, Hetzner
  '169.254.170.2', // AWS ECS
  '169.254.170.23', // AWS EKS Pod Identity
  '169.254.42.42', // Scaleway
  '169.254.0.23', // Tencent
  '100.100.100.200', // Alibaba
  '168.63.129.16', // Azure WireServer: a public address
  '192.0.0.192', // Oracle
  'fe80::a9fe:a9fe',
  'fd00:ec2::254', // AWS
  'fd00:ec2::23', // AWS EKS Pod Identity
  'fd20:ce::254', // Google
  'fd00:42::42', // Scaleway
  'fd00:c1::a9fe:a9fe', // Oracle
])

const v4Kinds: Readonly<Record<string, AddressKind>> = {
  unicast: 'public',
  unspecified: 'addr-unspecified',
  broadcast: 'addr-broadcast',
  multicast: 'addr-multicast',
  linkLocal: 'addr-linklocal',
  loopback: 'addr-loopback',
  carrierGradeNat: 'addr-cgnat',
  private: 'addr-private',
}

/**
 * IPv6 in order, first match wins. IPv6 space is refused unless it is inside 2000::/3: a list of what is
 * bad always misses something (`::7f00:1`, 64:ff9b:1::/48, unallocated space).
 */
const v6Ranges: readonly (readonly [cidr: string, kind: AddressKind])[] = [
  ['::/128', 'addr-unspecified'],
  ['::1/128', 'addr-loopback'],
  ['::/96', 'addr-ipv6-embedding'], // IPv4-compatible, RFC 4291 section 2.5.5.1
  ['::ffff:0:0:0/96', 'addr-ipv6-embedding'], // SIIT, RFC 2765
  ['64:ff9b::/96', 'addr-ipv6-embedding'], // NAT64, RFC 6052
  ['64:ff9b:1::/48', 'addr-ipv6-embedding'], // NAT64 local use, RFC 8215
  ['2002::/16', 'addr-ipv6-embedding'], // 6to4, RFC 3056
  ['2001::/32', 'addr-ipv6-embedding'], // Teredo, RFC 4380
  ['fe80::/10', 'addr-linklocal'],
  ['fc00::/7', 'addr-private'],
  ['ff00::/8', 'addr-multicast'],
  ['100::/32', 'addr-reserved'], // discard-only, RFC 6666, and its neighbours
  ['5f00::/16', 'addr-reserved'], // SRv6 SIDs, RFC 9602
  ['2001::/23', 'addr-reserved'], // IETF protocol assignments, ORCHID
  ['2001:db8::/32', 'addr-reserved'], // documentation
  ['3fff::/20', 'addr-reserved'], // documentation, RFC 9637
  ['2000::/3', 'public'],
]

const v6Table = v6Ranges.map(([cidr, kind]) => ({ range: ipaddr.IPv6.parseCIDR(cidr), kind }))

/** Only the spellings that `new URL` leaves behind: four decimal parts, or IPv6. */
export const isLiteral = (host: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host)

/** One spelling for one address: no zone, IPv4-mapped as IPv4. `undefined` when it is no address. */
export function canonicalAddress(text: string): string | undefined {
  return known(text)?.canonical
}

export const kindOf = (text: string): AddressKind => known(text)?.kind ?? 'addr-invalid'

function judged(address: Address, canonical: string): AddressKind {
  if (metadata.has(canonical)) return 'addr-metadata'
  if (address instanceof ipaddr.IPv4) return v4Kinds[address.range()] ?? 'addr-reserved'
  const kind = v6Table.find(({ range }) => address.match(range))?.kind ?? 'addr-ipv6-nonglobal'
  return kind === 'public' && isIsatap(address) ? 'addr-ipv6-embedding' : kind
}

const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/** The IPv4 address of which a DNS64 name server made this one (RFC 6052 section 2.2, well-known prefix). */
export function behindNat64(text: string): string | undefined {
  const address = known(text)?.address
  if (!(address instanceof ipaddr.IPv6) || !address.match(nat64)) return undefined
  return new ipaddr.IPv4(address.toByteArray().slice(12)).toString()
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

interface Known {
  readonly address: Address
  readonly canonical: string
  readonly kind: AddressKind
}

/** An exchange asks about the same few addresses several times over. */
const remembered = new Map<string, Known>()
const MOST_REMEMBERED = 256

function known(text: string): Known | undefined {
  const seen = remembered.get(text)
  if (seen !== undefined) return seen
  const address = parsed(text)
  if (address === undefined) return undefined
  const canonical = address.toString()
  const one = { address, canonical, kind: judged(address, canonical) }
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(text, one)
  return one
}

function parsed(text: string): Address | undefined {
  const bare = text.replace(/%.*$/, '') // resolvers give a zone with link-local addresses
  const written = bare.includes(':') ? asUrlsDo(bare) : bare
  if (written === undefined || !isLiteral(written)) return undefined
  return ipaddr.process(written)
}

/** ipaddr.js takes `::1.2.3.4` for the IPv4 address within; everybody else takes it for `::102:304`. */
function asUrlsDo(address: string): string | undefined {
  const url = `http://[${address}]/`
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined
}

/** RFC 5214 section 6.1: the interface id is 0000:5efe or 0200:5efe and then an IPv4 address. */
function isIsatap(address: ipaddr.IPv6): boolean {
  const [, , , , high = 0, low] = address.parts
  return (high & 0xfdff) === 0 && low === 0x5efe
}
