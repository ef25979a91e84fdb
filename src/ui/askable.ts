/** Which refusals of the relay somebody could answer with a yes, and the command that says it. */
import { commandFor, writtenOrigin } from '../core/approvals.ts'
import { vendors } from '../vendors/index.ts'

/** Refusals after which somebody could say yes; an address nobody may approve has another code. */
const openable: readonly string[] = [
  'host-not-allowed',
  'host-special',
  'scheme',
  'port',
  'addr-private',
  'addr-cgnat',
  'addr-loopback',
  'addr-mixed',
  'direct_policy',
  'tls_untrusted',
]

/** The relay, or the certificate, has said already that it is not for a page to open. */
const sharp: readonly string[] = ['addr-private', 'addr-cgnat', 'addr-loopback', 'tls_untrusted']

/** A vendor's host is verified like any other: there is nothing to allow or to pin (T39). */
const isBuiltIn = (url: string): boolean =>
  URL.canParse(url) && vendors.some(({ profile }) => profile.origins.includes(new URL(url).origin))

/** As it was written, where anybody may let the relay go there. */
export const askableOrigin = (url: string, code: string): string | undefined =>
  openable.includes(code) && !isBuiltIn(url) ? writtenOrigin(url) : undefined

/**
 * The command, shown at once where it surely helps; elsewhere the relay is asked first, when the person asks.
 * @param pin SHA-256 of the certificate that was shown, in hex
 * @param ownPort the page's
 */
export const surelyHelps = (
  url: string,
  code: string,
  pin: string | undefined,
  ownPort: string,
): string | undefined =>
  sharp.includes(code) || (code === 'host-not-allowed' && isOwnNetwork(url, ownPort))
    ? commandFor(url, code === 'tls_untrusted' ? pin : undefined)
    : undefined

/** An address of this computer or of a private network, and not Grantwalk's own. */
function isOwnNetwork(text: string, ownPort: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '')
  if (loopback) return url?.port !== ownPort
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+$/.test(url?.hostname ?? '')
}
