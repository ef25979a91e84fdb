/** Proof of possession of a key (RFC 9449): at the token endpoint, and at the door of an API. */
import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  EmbeddedJWK,
  type JWK,
  jwtVerify,
} from 'jose'
import { type Check, Fault, type FaultName, type Turn } from '../core/simulation.ts'
import { bearerOf } from './bearer.ts'
import { clientTime } from './client-assertion.ts'
import { notSeen } from './once.ts'
import { knobsOf } from './openid.ts'
import { s256 } from './s256.ts'

/** A proof lives so long, in seconds, and may be so much in the future. */
const WINDOW = 300
const NONCE_SECONDS = 120

type Names = { readonly wrong: FaultName; readonly nonce: FaultName }

const atToken: Names = { wrong: 'proof_wrong', nonce: 'proof_nonce_wanted' }
const atResource: Names = { wrong: 'token_proof_wrong', nonce: 'token_proof_nonce_wanted' }

export const dpopChecks: readonly Check[] = [
  {
    name: 'proof_right',
    source: 'RFC 9449 sections 4.3 and 5',
    async run(turn) {
      const bound = turn.client?.metadata?.['dpop_bound_access_tokens'] === true
      if (turn.request.headers.has('dpop')) turn.jkt = await proven(turn, atToken)
      else if (bound)
        throw new Fault('proof_wrong', { says: 'This client has to send a DPoP proof.' })
      return undefined
    },
  },
  {
    name: 'token_bound',
    source: 'RFC 9449 section 7: the key of the token, and only with the scheme DPoP',
    async run(turn) {
      const scheme = turn.request.headers.get('authorization')?.trim().split(' ')[0]?.toLowerCase()
      const jkt = turn.access?.facts?.jkt
      if (jkt === undefined && scheme === 'bearer') return undefined
      if (jkt === undefined || scheme !== 'dpop')
        throw new Fault('token_key_wrong', { says: 'The scheme does not fit this token.' })
      if ((await proven(turn, atResource, bearerOf(turn))) !== jkt)
        throw new Fault('token_key_wrong')
      return undefined
    },
  },
]

/** The thumbprint of the key that signed the proof. */
export async function proven(turn: Turn, names: Names, token?: string): Promise<string> {
  const proof = turn.request.headers.get('dpop') ?? ''
  const refuse = (says: string) => new Fault(names.wrong, { says: `DPoP proof: ${says}.` })
  if (proof === '') throw refuse('there is none')
  if (proof.includes(',')) throw refuse('there is more than one')
  const { jwk, claims } = await opened(turn, proof).catch((thrown: unknown) => {
    throw refuse(thrown instanceof Error ? thrown.message : 'cannot be read')
  })
  if (claims['htm'] !== turn.method) throw refuse('htm is not the method')
  if (addressOf(claims['htu']) !== addressOf(turn.request.url))
    throw refuse('htu is not the address')
  if (typeof claims['jti'] !== 'string') throw refuse('jti is missing')
  if (token !== undefined && claims['ath'] !== (await s256(token))) throw refuse('ath is wrong')
  const jkt = await calculateJwkThumbprint(jwk)
  checkNonce(turn, names, claims['nonce'])
  if (!notSeen(turn, `proof ${jkt} ${claims['jti']}`, turn.now)) throw refuse('jti came before')
  return jkt
}

/** Signed by the key it carries, lately, and as a proof. */
async function opened(turn: Turn, proof: string) {
  const { jwk } = decodeProtectedHeader(proof)
  if (jwk === undefined || 'd' in jwk) throw new Error('jwk is no public key')
  const { payload } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'],
    currentDate: new Date(clientTime(turn)),
    maxTokenAge: WINDOW,
    clockTolerance: 60,
  })
  return { jwk: jwk as JWK, claims: payload as Record<string, unknown> }
}

/** RFC 9449 section 4.3: without query and fragment, after normalisation. */
function addressOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined
  const { origin, pathname } = new URL(text)
  return origin + pathname
}

/** RFC 9449 sections 8 and 9. A nonce still holds while its successor is handed out. */
function checkNonce(turn: Turn, names: Names, given: unknown): void {
  if (!knobsOf(turn).nonceRequired) return
  const nonce = nonceOf(turn)
  const kept = turn.world.own.get('dpop nonce before')
  turn.answerHeaders.push(['DPoP-Nonce', nonce])
  if (given !== nonce && (given === undefined || given !== kept))
    throw new Fault(names.nonce, { nonce })
}

interface Nonce {
  readonly value: string
  readonly madeAt: number
}

export function nonceOf(turn: Turn): string {
  const kept = turn.world.own.get('dpop nonce') as Nonce | undefined
  if (kept !== undefined && kept.madeAt + NONCE_SECONDS * 1000 > turn.now) return kept.value
  const made: Nonce = { value: turn.ids.opaque(18), madeAt: turn.now }
  turn.world.own.set('dpop nonce before', kept?.value)
  turn.world.own.set('dpop nonce', made)
  return made.value
}
