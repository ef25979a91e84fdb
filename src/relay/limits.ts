/** Every cap and timeout of the relay in one place (threat model, c.6). Tests hand in smaller ones. */

const KiB = 1024
const MiB = 1024 * KiB
const second = 1000

export interface Limits {
  /** The envelope, and with it the request body inside. */
  readonly envelopeBytes: number
  readonly urlLength: number
  readonly headerPairs: number
  readonly headerBytes: number
  /** The answer's head. */
  readonly answerHeadBytes: number
  readonly answerBytes: number
  readonly connectMs: number
  /** Until the answer's head, when the envelope asks for no other time. */
  readonly headersMs: number
  /** The most an envelope may ask for: AMM's own limit is 300 s. */
  readonly longestHeadersMs: number
  /** Between two pieces of the answer's body. */
  readonly idleMs: number
  readonly totalMs: number
  readonly hops: number
  readonly parallel: number
  readonly parallelPerOrigin: number
  readonly keyFailures: number
  readonly keyWindowMs: number
}

export const defaultLimits: Limits = {
  envelopeBytes: 16 * MiB,
  urlLength: 16 * KiB,
  headerPairs: 128,
  headerBytes: 32 * KiB,
  answerHeadBytes: 64 * KiB,
  answerBytes: 100 * MiB,
  connectMs: 10 * second,
  headersMs: 60 * second,
  longestHeadersMs: 310 * second,
  idleMs: 30 * second,
  totalMs: 330 * second,
  hops: 5,
  parallel: 16,
  parallelPerOrigin: 6,
  keyFailures: 10,
  keyWindowMs: 60 * second,
}
