/** From anything a person pastes to the addresses worth asking, best first. Sends nothing itself. */
import { issuerOf } from './issuer.ts'

export interface Candidate {
  /** What it would be: OpenID discovery, RFC 8414, an API's metadata (RFC 9728), or an API to ask for a 401. */
  readonly kind: 'oidc' | 'rfc8414' | 'rfc9728' | 'challenge'
  readonly url: string
  /** What the answer would have to be of. */
  readonly issuer?: string
  /** One sentence. */
  readonly why: string
}

/** Last segments that are an endpoint's own, in the products people meet. */
const endpoint =
  /\/(?:authorize|authorization(?:\.oauth2|\.php)?|auth|login|token(?:\.oauth2)?|userinfo|introspect|introspection|revoke|revocation|logout|endsession|end_session|certs|jwks(?:\.json)?|keys|par|register|device(?:_authorization)?)$/i

/** Segments between issuer and endpoint; some issuers end with one: Entra's with `v2.0`, PingOne's with `as`. */
const between = /\/(?:oauth2?|openid-connect|protocol|connect|as|api|v\d+(?:\.\d+)?|\.oidc)$/i

const MOST = 12

/** An address, also without its scheme; `undefined` when it is none. */
function addressIn(text: string): URL | undefined {
  const bare = text.trim().replace(/^<|>$/g, '')
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`
  if (/\s/.test(whole) || !URL.canParse(whole)) return undefined
  const url = new URL(whole)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  return url.username === '' && url.password === '' ? url : undefined
}

/** At most a dozen, each once; empty when the text holds no address. */
export function candidates(text: string): readonly Candidate[] {
  const url = addressIn(text)
  if (url === undefined) return []
  const found = url.pathname.includes('/.well-known/') ? fromDocument(url) : fromAddress(url)
  const seen = new Set<string>()
  return found.filter((one) => !seen.has(one.url) && seen.add(one.url)).slice(0, MOST)
}

function fromDocument(url: URL): readonly Candidate[] {
  const address = url.origin + url.pathname
  if (url.pathname.includes('/oauth-protected-resource'))
    return [{ kind: 'rfc9728', url: address, why: 'It is the address of an API’s metadata.' }]
  const kind = url.pathname.includes('openid-configuration') ? 'oidc' : 'rfc8414'
  const itself: Candidate = { kind, url: address, why: 'It is the address of a server’s metadata.' }
  return [itself, ...ofIssuer(issuerOf(address), 'The issuer this document would belong to.')]
}

function fromAddress(url: URL): readonly Candidate[] {
  const path = url.pathname.replace(/\/+$/, '')
  const whole = `${url.origin}${path}`
  // A trailing slash can be part of an issuer's name (Auth0), so the name as typed comes first.
  const typed = url.pathname.endsWith('/') && path !== '' ? `${whole}/` : whole
  const shorter = shortened(path).map((one) => `${url.origin}${one}`)
  const isEndpoint = endpoint.test(path)
  const issuers = isEndpoint ? [...shorter, whole] : [typed, ...shorter]
  const api: Candidate = {
    kind: 'challenge',
    url: url.href.split('#')[0] ?? url.href,
    why: 'As an API it may answer 401 and name its server.',
  }
  return [
    ...issuers.flatMap((issuer, index) =>
      ofIssuer(
        issuer,
        index === 0 ? 'Taken as the issuer.' : 'A shorter part of it as the issuer.',
      ),
    ),
    { kind: 'rfc9728', url: inserted(url, 'oauth-protected-resource'), why: 'Taken as an API.' },
    api,
  ]
}

/** The path without its last segments, as long as these are an endpoint's, and at last without any. */
function shortened(path: string): readonly string[] {
  const found: string[] = []
  let rest = path
  while (endpoint.test(rest) || between.test(rest)) {
    rest = rest.slice(0, rest.lastIndexOf('/'))
    found.push(rest)
  }
  if (path !== '' && !found.includes('')) found.push('')
  return found
}

function ofIssuer(issuer: string, why: string): readonly Candidate[] {
  const bare = issuer.replace(/\/$/, '')
  const url = new URL(issuer)
  return [
    { kind: 'oidc', url: `${bare}/.well-known/openid-configuration`, issuer, why },
    { kind: 'rfc8414', url: inserted(url, 'oauth-authorization-server'), issuer, why },
  ]
}

/** RFC 8414 and RFC 9728 put the well-known part between host and path (section 3.1 of both). */
const inserted = (url: URL, name: string): string =>
  `${url.origin}/.well-known/${name}${url.pathname.replace(/\/$/, '')}`
