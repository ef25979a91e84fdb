/** What each frame's payload must look like: the page believes the relay no more than anybody else. */
import type { Frame } from './frames.ts'

export type Check = (value: unknown) => boolean
type Fields = Readonly<Record<string, Check>>

const text: Check = (value) => typeof value === 'string'
const yesNo: Check = (value) => typeof value === 'boolean'
const amount: Check = (value) => typeof value === 'number' && value >= 0 && value < Infinity
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const pairs: Check = (value) =>
  Array.isArray(value) &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(text))
const shape =
  (fields: Fields): Check =>
  (value) =>
    value !== null &&
    typeof value === 'object' &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, check]) => check((value as Fields)[key]))

/** A frame's byte on the wire is its place here, from 1. */
export const payloads: readonly (readonly [type: Frame['type'], payload: Check])[] = [
  ['hop', shape({ n: amount, method: text, url: text, address: text, port: amount })],
  [
    'tls',
    shape({
      protocol: text,
      cipher: text,
      alpn: text,
      authorized: yesNo,
      error: maybe(text),
      leaf: maybe(
        shape({
          subject: text,
          issuer: text,
          san: text,
          from: text,
          to: text,
          sha256: text,
          pem: text,
        }),
      ),
    }),
  ],
  ['sent', shape({ head: text, bodyBytes: amount })],
  ['head', shape({ status: amount, statusText: text, httpVersion: text, headers: pairs })],
  ['body', () => true],
  ['trailers', pairs],
  [
    'redirect',
    shape({
      status: amount,
      location: text,
      decision: (value) => value === 'followed' || value === 'stopped',
      reason: text,
    }),
  ],
  [
    'end',
    shape({
      wireBytes: amount,
      decodedBytes: amount,
      timings: shape({
        dns: amount,
        connect: amount,
        tls: amount,
        firstByte: amount,
        total: amount,
      }),
      truncated: yesNo,
    }),
  ],
  ['error', shape({ code: text, phase: text, message: text })],
]
