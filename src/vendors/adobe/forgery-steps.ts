/** The studio's other half: statements spoilt in one way each, and what the server answers to them. */
import { toBase64Url } from '../../core/http.ts'
import { rfc } from '../../core/source.ts'
import { refusedStep } from '../../core/steps.ts'
import type { ValueName } from '../../core/values.ts'
import type { Context, LocalStep, RequestStep } from '../../core/vendor.ts'
import { oldWeb, sandboxKey } from './fixture.ts'
import { type Metadata, registerRequest } from './register-steps.ts'
import { registerPitfalls } from './shared.ts'
import { type Claims, signed, strangersKey } from './signing.ts'
import { assumed, registration } from './sources.ts'
import { claimsIn } from './studio-steps.ts'

const part = (value: Claims): string => toBase64Url(new TextEncoder().encode(JSON.stringify(value)))

interface Forgery {
  readonly id: string
  readonly phase: string
  readonly title: string
  readonly action: string
  readonly why: string
  readonly gives: ValueName
  readonly needs?: readonly ValueName[]
  readonly look: readonly string[]
  readonly forged: (context: Context) => string | Promise<string>
}

const forgery = ({ forged, gives, needs = ['studio_claims'], ...words }: Forgery): LocalStep => ({
  ...words,
  kind: 'local',
  needs,
  gives: [gives],
  optional: true,
  make: async (context) => ({ [gives]: await forged(context) }),
})

interface Rejection {
  readonly id: string
  readonly phase: string
  readonly title: string
  readonly why: string
  readonly needs: readonly ValueName[]
  readonly asks?: NonNullable<RequestStep['asks']>
  readonly code: string
  readonly metadata: (context: Context) => Metadata
}

/** Done when the server says no, with the documented code. */
const rejection = ({ metadata, ...words }: Rejection): RequestStep =>
  refusedStep({
    ...words,
    gives: [],
    optional: true,
    request: (context) => registerRequest(context, metadata(context)),
    expect: [400],
    otherwise: {
      means: 'The server registered a client that it should have refused.',
      remedy: 'Do not rely on this server’s registration: it does not look at what it is given.',
    },
    look: [`400 and ${words.code}: refused, as it should be.`],
    pitfalls: registerPitfalls,
    notes: [
      { text: 'The codes are documented; which check gives which code is not.', source: assumed },
      { text: 'Errors carry a code and no description.', source: registration },
    ],
    links: [rfc(7591, '3.2.2')],
  })

const statement = (name: ValueName) => (context: Context) => ({
  software_statement: context.need(name),
})

const tampering = 'Tamper with it'
const tamper = forgery({
  id: 'tamper',
  phase: tampering,
  title: 'Change a claim afterwards',
  action: 'Change the name',
  why: 'Claims are only encoded, so anybody can rewrite them. The old signature no longer fits, and that is the whole point of it.',
  gives: 'tampered_statement',
  needs: ['software_statement'],
  look: ['Header and signature are the old ones; the middle part is new.'],
  forged(context) {
    const [header, , signature] = context.need('software_statement').split('.')
    return [header, part({ ...claimsIn(context), client_name: 'Somebody else' }), signature].join(
      '.',
    )
  },
})
const sendTampered = rejection({
  id: 'send_tampered',
  phase: tampering,
  title: 'Register with the changed one',
  why: 'The server computes the signature again and finds another one. It does not say which claim was changed, because it cannot know.',
  needs: ['tampered_statement'],
  code: 'invalid_software_statement',
  metadata: statement('tampered_statement'),
})

const ageing = 'Let it expire'
const DAY = 86_400
const expire = forgery({
  id: 'expire',
  phase: ageing,
  title: 'Make one that has ended',
  action: 'Sign an expired one',
  why: 'A statement may carry exp. This one is signed with the right key and ended yesterday.',
  gives: 'expired_statement',
  look: ['exp lies a day back, nbf and iat two.'],
  forged(context) {
    const now = Math.floor(context.now / 1000)
    const before = now - 2 * DAY
    const times = { nbf: before, iat: before, exp: now - DAY }
    return signed({ ...claimsIn(context), ...times }, sandboxKey)
  },
})
const sendExpired = rejection({
  id: 'send_expired',
  phase: ageing,
  title: 'Register with the expired one',
  why: 'A right signature is not enough: what was true once need not be true now. Adobe’s own statements have no exp and end by being revoked.',
  needs: ['expired_statement'],
  code: 'invalid_software_statement',
  metadata: statement('expired_statement'),
})

const signing = 'Sign it wrongly'
const foreign = forgery({
  id: 'foreign',
  phase: signing,
  title: 'Sign with a stranger’s key',
  action: 'Sign with a new key',
  why: 'Every claim is right, and the signature is a good one. Only it was made with a key that the server has never heard of.',
  gives: 'foreign_statement',
  look: ['It looks exactly like the good one: only who holds the right key can tell.'],
  forged: async (context) => signed(claimsIn(context), await strangersKey()),
})
const sendForeign = rejection({
  id: 'send_foreign',
  phase: signing,
  title: 'Register with the stranger’s',
  why: 'Trust hangs on the key and on nothing that the statement says of itself.',
  needs: ['foreign_statement'],
  code: 'invalid_software_statement',
  metadata: statement('foreign_statement'),
})
const unsigned = forgery({
  id: 'unsigned',
  phase: signing,
  title: 'Leave the signature out',
  action: 'Make one without a signature',
  why: 'A JWT may say that it has no signature: alg is none, and the last part is empty. Servers that believed this were fooled more than once.',
  gives: 'unsigned_statement',
  look: ['It ends with a dot: nothing comes after it.'],
  forged: (context) => `${part({ alg: 'none' })}.${part(claimsIn(context))}.`,
})
const sendUnsigned = rejection({
  id: 'send_unsigned',
  phase: signing,
  title: 'Register with the unsigned one',
  why: 'The server decides which algorithms count, not the statement. RS256 is the only one here.',
  needs: ['unsigned_statement'],
  code: 'invalid_software_statement',
  metadata: statement('unsigned_statement'),
})

const approving = 'Genuine, and still refused'
const revoked = forgery({
  id: 'revoked',
  phase: approving,
  title: 'Speak for a revoked application',
  action: 'Sign for OldWeb',
  why: 'The key is right and the claims are well formed. The application they name, OldWeb, was taken off the list.',
  gives: 'revoked_statement',
  look: ['sub and software_id name OldWeb. The dashboard of the sandbox shows it as revoked.'],
  forged: (context) =>
    signed(
      { ...claimsIn(context), sub: oldWeb.software_id, software_id: oldWeb.software_id },
      sandboxKey,
    ),
})
const sendRevoked = rejection({
  id: 'send_revoked',
  phase: approving,
  title: 'Register with the revoked one',
  why: 'Invalid means that the statement cannot be believed; unapproved means that it is believed and not wanted. The remedies differ: download it again, or ask support.',
  needs: ['revoked_statement'],
  code: 'unapproved_software_statement',
  metadata: statement('revoked_statement'),
})
const sendRedirect = rejection({
  id: 'send_redirect',
  phase: approving,
  title: 'Ask for another redirect URI',
  why: 'The statement is good, but the request wants codes sent to an address that the statement does not allow. If this worked, whoever holds a statement could have them sent anywhere.',
  asks: [
    {
      name: 'foreign_redirect_uri',
      label: 'Redirect URI to ask for',
      kind: 'url',
      sample: 'https://elsewhere.example/callback',
      hint: 'One that the statement does not list, or one with a fragment, or no address at all.',
    },
  ],
  needs: ['software_statement'],
  code: 'invalid_redirect_uri',
  metadata: (context) => ({
    software_statement: context.need('software_statement'),
    redirect_uri: context.need('foreign_redirect_uri'),
  }),
})
const sendNothing = rejection({
  id: 'send_nothing',
  phase: approving,
  title: 'Leave the statement out',
  why: 'Open registration would let anybody in. Here the statement is the ticket, and without it there is nothing to talk about.',
  needs: ['software_statement'],
  code: 'invalid_request',
  metadata: () => ({ redirect_uri: 'https://www.adobe.com' }),
})

/** Each forgery, and straight after it what the server says. */
export const forgeries = [
  tamper,
  sendTampered,
  expire,
  sendExpired,
  foreign,
  sendForeign,
  unsigned,
  sendUnsigned,
  revoked,
  sendRevoked,
  sendRedirect,
  sendNothing,
] as const
