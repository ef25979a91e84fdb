/** Why a target is refused: stable codes, each with the sentence a person reads. */

const sentences = {
  'url-length': 'The address is empty or far too long.',
  'url-chars':
    'The address holds a space, a backslash, a control or an invisible character; programs disagree about what those mean.',
  'url-invalid': 'This is not a web address.',
  'url-shape': 'After http: or https: come exactly two slashes and a host.',
  scheme: 'This scheme is not approved for this host. Vendors are reached by https only.',
  userinfo:
    'The address carries a user name or password. Send credentials in a header, where they can be seen.',
  'host-ambiguous':
    'The host is not written in its plain form, so it may not be the host it seems to be.',
  'host-syntax': 'The host is not a valid name.',
  port: 'This port is not approved for this host.',
  'host-not-allowed':
    'The relay does not go to hosts it was not told about. This origin is not allowed yet.',
  'host-special': 'This name belongs to the local machine or network, not to the internet.',
  'dns-empty':
    'The name has no address. Look at its spelling, and whether this computer is online.',
  'dns-failed': 'The name could not be looked up. Is this computer online?',
  'addr-invalid': 'The name server gave something that is not an address.',
  'addr-mixed':
    'The name has public and internal addresses at once; that is how a name is made to change sides.',
  'addr-changed': 'The name no longer has the address it was approved with.',
  'addr-unspecified': 'This address means “any”, and reaches this computer.',
  'addr-loopback': 'This is an address of this computer.',
  'addr-private':
    'This is an address of a private network. An appliance there must be approved when Grantwalk starts.',
  'addr-cgnat': 'This address belongs to a provider’s or a VPN’s inner network.',
  'addr-linklocal': 'This is a link-local address. It can never be approved.',
  'addr-metadata':
    'This is where clouds hand out credentials to their machines. It can never be approved.',
  'addr-multicast': 'This address means many machines.',
  'addr-broadcast': 'This address means every machine.',
  'addr-reserved': 'This address is reserved and leads nowhere.',
  'addr-ipv6-nonglobal': 'This IPv6 address is outside the space that is in use on the internet.',
  'addr-ipv6-embedding':
    'This IPv6 address hides an IPv4 address. On a network with DNS64 every name answers so: use a network that offers IPv4, or start Grantwalk with --allow-nat64.',
  'self-connection': 'This is the relay itself.',
} as const

export type Reason = keyof typeof sentences

/** Thrown by the checks of a target, turned into an answer or a stopped redirect once. */
export class TargetRefused extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(sentences[reason])
    this.reason = reason
  }
}
