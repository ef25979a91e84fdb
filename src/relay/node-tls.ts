/** What a TLS connection turned out to be, as data for the page. Text from certificates stays text (T38). */
import type { TLSSocket } from 'node:tls'
import type { TlsFacts } from '../core/wire.ts'

/** Nobody reads more of a name than this; a certificate may hold 64 KiB of one. */
const LONGEST = 4096

export function tlsFactsOf(socket: TLSSocket): TlsFacts {
  const leaf = socket.getPeerX509Certificate()
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher()?.name ?? '',
    alpn: socket.alpnProtocol || '',
    authorized: socket.authorized,
    ...(socket.authorized ? {} : { error: String(socket.authorizationError) }),
    ...(leaf === undefined
      ? {}
      : {
          leaf: {
            subject: cut(leaf.subject),
            issuer: cut(leaf.issuer),
            san: cut(leaf.subjectAltName ?? ''),
            from: dateOf(leaf.validFrom),
            to: dateOf(leaf.validTo),
            sha256: fingerprintOf(leaf.fingerprint256),
            pem: leaf.toString().slice(0, 16 * LONGEST),
          },
        }),
  }
}

export const fingerprintOf = (colons: string): string => colons.replaceAll(':', '').toLowerCase()

const cut = (text: string | undefined): string => (text ?? '').slice(0, LONGEST)

/** A certificate may hold a date that is none. */
function dateOf(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? cut(text) : at.toISOString()
}
