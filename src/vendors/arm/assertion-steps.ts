/** Arm's optional client assertion: a key, and a JWT signed with it (RFC 7523 section 2.2). */
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import type { Context, LocalStep } from '../../core/vendor.ts'
import { tokenEndpoint } from './shared.ts'
import { assumed, authentication, b2c } from './sources.ts'

type Jose = typeof import('jose')

/** Long enough for a slow reader, short enough to be worthless soon. */
const LIFE_SECONDS = 300

export const assertion: LocalStep = {
  kind: 'local',
  id: 'assertion',
  title: 'Make a client assertion',
  phase: 'Prepare',
  action: 'Sign the assertion',
  why: 'Instead of sending a secret, a program can sign a short statement with a key of its own; the server knows only the public half. Make one when Arm registered a public key for your client, and choose “Client assertion” in the first step.',
  asks: [
    {
      name: 'assertion_key',
      label: 'Private key',
      kind: 'file',
      optional: true,
      hint: 'An RSA key as PEM (PKCS #8) or JWK. Left empty, a new one is made here. It stays in this browser.',
    },
  ],
  needs: ['tenant', 'policy', 'client_id'],
  gives: ['client_assertion', 'assertion_public_key'],
  optional: true,
  opens: (context) =>
    context.target === 'sandbox'
      ? { title: 'Register the public key in the sandbox', url: `${context.at()}/app/keys` }
      : undefined,
  async make(context) {
    // Loaded here, so that who needs no assertion does not load it.
    const jose = await import('jose')
    const { privateKey, keyText, publicKey } = await keysFrom(jose, context)
    const client_id = context.need('client_id')
    const now = Math.floor(context.now / 1000)
    const { kid } = publicKey
    const client_assertion = await new jose.SignJWT({ jti: context.random(16) })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
      .setIssuer(client_id)
      .setSubject(client_id)
      .setAudience(tokenEndpoint(context))
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + LIFE_SECONDS)
      .sign(privateKey)
    return {
      client_assertion,
      assertion_key: keyText,
      assertion_public_key: JSON.stringify(publicKey),
    }
  },
  look: [
    'The public key goes to Arm. The private one stays in the field above and goes to nobody.',
    'The assertion names the client twice (iss, sub), the token endpoint (aud), and ends after five minutes.',
    'jti is new each time, so that a server can notice a second use.',
  ],
  pitfalls: [
    {
      says: 'cannot be read',
      cause: 'It is a public key, a certificate, an encrypted key or another format.',
      remedy:
        'Convert it with openssl pkcs8 -topk8 -nocrypt, or leave the field empty for a new key.',
    },
  ],
  notes: [
    { text: 'Arm lists client_assertion without saying more about it.', source: authentication },
    {
      text: 'Azure AD B2C says that this grant is for public clients, which send neither.',
      source: b2c,
    },
    {
      text: 'RS256 and the token endpoint as audience are what Microsoft’s servers usually take.',
      source: assumed,
    },
  ],
  links: [rfc(7523, '2.2'), rfc(7523, '3')],
}

async function keysFrom(jose: Jose, context: Context) {
  const text = (context.values['assertion_key'] ?? '').trim()
  const made = text === '' ? await generated(jose) : text
  const privateKey = await imported(jose, made)
  const { kty, n, e } = await jose.exportJWK(privateKey)
  if (kty !== 'RSA' || n === undefined || e === undefined) throw new Refusal(unreadable)
  const bare = { kty, n, e }
  const kid = await jose.calculateJwkThumbprint(bare)
  return { privateKey, keyText: made, publicKey: { ...bare, kid, use: 'sig', alg: 'RS256' } }
}

async function generated(jose: Jose): Promise<string> {
  const { privateKey } = await jose.generateKeyPair('RS256', { extractable: true })
  return JSON.stringify(await jose.exportJWK(privateKey))
}

async function imported(jose: Jose, text: string): Promise<CryptoKey> {
  const key = await read(jose, text).catch(() => undefined)
  if (key instanceof CryptoKey && key.type === 'private') return key
  throw new Refusal(unreadable)
}

/** Whatever the reader throws means one thing to the person: this is no key it can use. */
const read = async (jose: Jose, text: string) =>
  text.startsWith('{')
    ? await jose.importJWK({ ...JSON.parse(text), ext: true }, 'RS256')
    : await jose.importPKCS8(text, 'RS256', { extractable: true })

const unreadable = {
  kind: 'bad_input',
  code: 'key_unreadable',
  means: 'This key cannot be read: an RSA private key as PEM (BEGIN PRIVATE KEY) or JWK is needed.',
  remedy: 'Convert it with openssl pkcs8 -topk8 -nocrypt, or leave the field empty for a new key.',
} as const
