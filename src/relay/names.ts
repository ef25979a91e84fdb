/** Names that mean the local machine or network, refused before anybody asks a name server about them. */

/** Last labels. RFC 6761, RFC 6762, RFC 7686, RFC 9476, and what routers and clusters use. */
const localSuffixes = new Set([
  'alt',
  'arpa',
  'cluster',
  'corp',
  'domain',
  'example',
  'home',
  'host',
  'internal',
  'intra',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'mail',
  'onion',
  'private',
  'router',
  'svc',
  'test',
  'workgroup',
])

export function isSpecialName(host: string): boolean {
  const labels = host.split('.')
  return labels.length === 1 || localSuffixes.has(labels.at(-1) ?? '') || host === 'metadata.goog'
}
