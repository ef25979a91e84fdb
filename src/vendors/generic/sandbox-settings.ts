/** The knobs of the sandbox's own server: what servers differ in, and ways to do it wrong so that a client notices. */
import type { Turn } from '../../core/simulation.ts'
import type { Setting } from '../../core/simulator.ts'
import type { OpenIdKnobs } from '../../core/simulator-openid.ts'

const off = (id: string, label: string, hint?: string): Setting => ({
  id,
  label,
  ...(hint === undefined ? {} : { hint }),
  kind: 'switch',
  initial: false,
})

export const settings: readonly Setting[] = [
  off('dpop_nonce', 'DPoP needs a nonce', 'The first proof is refused with use_dpop_nonce.'),
  off('require_par', 'Requests have to be pushed ahead', 'Also said in the metadata.'),
  {
    id: 'id_token_alg',
    label: 'ID tokens are signed with',
    kind: 'choice',
    choices: [
      { value: 'RS256', label: 'RS256' },
      { value: 'ES256', label: 'ES256' },
    ],
    initial: 'RS256',
  },
  off('opaque_tokens', 'Access tokens are opaque', 'Otherwise they are JWTs as RFC 9068 has them.'),
  off('signed_userinfo', 'userinfo answers with a signed JWT'),
  {
    id: 'consent',
    label: 'The person is asked for consent',
    kind: 'choice',
    choices: [
      { value: 'always', label: 'At every request' },
      { value: 'once', label: 'Once for the same client and scope' },
    ],
    initial: 'always',
  },
  {
    id: 'elsewhere',
    label: 'Device and CIBA requests',
    hint: 'The pages are /generic/device and /generic/ciba.',
    kind: 'choice',
    choices: [
      { value: 'page', label: 'A person decides on the page' },
      { value: 'approve', label: 'Approved without anybody' },
      { value: 'deny', label: 'Denied without anybody' },
    ],
    initial: 'page',
  },
  {
    id: 'elsewhere_seconds',
    label: 'Seconds until that happens without anybody',
    kind: 'number',
    min: 0,
    max: 600,
    initial: 12,
  },
  off('break_callback_iss', 'Break it: another iss in the callback', 'RFC 9207: stop there.'),
  off('break_callback_no_iss', 'Break it: no iss in the callback'),
  off('break_discovery', 'Break it: another issuer in the metadata'),
  off('break_iss', 'Break it: another iss in the ID token'),
  off('break_aud', 'Break it: an ID token for another client'),
  off('break_nonce', 'Break it: another nonce in the ID token'),
  off('break_expired', 'Break it: an ID token that has expired'),
  off('break_at_hash', 'Break it: at_hash and c_hash of something else'),
  off('break_unsigned', 'Break it: an ID token without signature'),
  off('break_signature', 'Break it: an ID token signed by a stranger’s key'),
]

const isOn = (turn: Turn, id: string): boolean => turn.setting(id) === true

export function knobs(turn: Turn): OpenIdKnobs {
  const by = turn.setting('elsewhere')
  return {
    idTokenAlg: turn.setting('id_token_alg') === 'ES256' ? 'ES256' : 'RS256',
    idTokenSignature: isOn(turn, 'break_unsigned')
      ? 'none'
      : isOn(turn, 'break_signature')
        ? 'stranger'
        : 'right',
    opaqueTokens: isOn(turn, 'opaque_tokens'),
    signedUserinfo: isOn(turn, 'signed_userinfo'),
    parRequired: isOn(turn, 'require_par'),
    nonceRequired: isOn(turn, 'dpop_nonce'),
    consent: turn.setting('consent') === 'once' ? 'once' : 'always',
    elsewhere: {
      by: by === 'approve' || by === 'deny' ? by : 'page',
      seconds: Number(turn.setting('elsewhere_seconds')),
    },
  }
}

type Claims = Readonly<Record<string, unknown>>

const ANOTHER = 'https://another-issuer.example'
const OTHER_HASH = 'AAAAAAAAAAAAAAAAAAAAAA'

/** Only what the settings ask for; what is absent stays absent. */
export function twistedIdToken(turn: Turn, claims: Claims): Claims {
  const iat = Number(claims['iat']) - 7200
  const twists: readonly (readonly [string, Claims])[] = [
    ['break_iss', { iss: ANOTHER }],
    ['break_aud', { aud: 'another-client', azp: 'another-client' }],
    ['break_nonce', { nonce: 'another-nonce' }],
    ['break_expired', { iat, exp: iat + 3600 }],
    ['break_at_hash', { at_hash: OTHER_HASH, c_hash: OTHER_HASH }],
  ]
  const chosen = twists.filter(([id]) => isOn(turn, id)).map(([, twist]) => twist)
  const changes = Object.entries(Object.assign({}, ...chosen) as Claims)
  const fitting = changes.filter(([name]) => claims[name] !== undefined)
  return { ...claims, ...Object.fromEntries(fitting) }
}

export const twistedMetadata = (turn: Turn, metadata: Claims): Claims =>
  isOn(turn, 'break_discovery') ? { ...metadata, issuer: ANOTHER } : metadata

export function callbackIss(turn: Turn): string | undefined {
  if (isOn(turn, 'break_callback_no_iss')) return undefined
  return isOn(turn, 'break_callback_iss') ? ANOTHER : turn.place.base
}
