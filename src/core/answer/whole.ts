/** Is this one whole HTTP answer? Checked before anything in it is believed (T43, T44, T46). */
import { bytesOf, type HttpResponse, headersOf } from '../http.ts'
import { type Problem, type ProblemKind, Refusal } from '../problem.ts'
import { type Link, rfc } from '../source.ts'

/** What the relay takes as well (threat model, c.6). */
const HEADER_BYTES = 65_536
const ENCODINGS = 2
/** Beyond this the relay's own count must do: to count again would hold up the page. */
const COUNTED = 4 << 20

const problem = (
  kind: ProblemKind,
  code: string,
  means: string,
  remedy: string,
  source?: Link,
): Problem => ({ kind, code, means, remedy, ...(source === undefined ? {} : { source }) })

/** @throws Refusal when the answer is not one whole answer. */
export function checkWhole(response: HttpResponse): void {
  const found = framing(response) ?? tooManyHeaders(response) ?? encoded(response) ?? cut(response)
  if (found !== undefined) throw new Refusal(found)
}

const again =
  'Nothing was taken from it. Send it once more; if it stays, ask whoever runs the server.'

/** Only a broken or hostile server frames an answer in two ways (RFC 9112 section 6.3). */
function framing(response: HttpResponse): Problem | undefined {
  if (response.status === 101)
    return problem(
      'malformed_response',
      'unexpected_upgrade',
      'The server wants to change the protocol (101), which nobody asked for.',
      'Check the address: this is not a token endpoint or an API.',
      rfc(9110, '15.2.2'),
    )
  const lengths = new Set(headersOf(response, 'content-length'))
  const broken = response.headers.some(([name, value]) => /[\r\n\0]/.test(name + value))
  if (lengths.size < 2 && !broken) return undefined
  return problem(
    'network_error',
    'response_framing',
    broken
      ? 'A header of the answer contains a line break, which no header can.'
      : 'The answer has two different lengths, so nobody can tell where it ends.',
    again,
    rfc(9112, '6.3'),
  )
}

function tooManyHeaders({ headers }: HttpResponse): Problem | undefined {
  const size = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  if (size <= HEADER_BYTES) return undefined
  return problem(
    'limit_reached',
    'headers_too_large',
    `The headers of the answer are larger than ${HEADER_BYTES} bytes.`,
    'Nothing was taken from it. Ask whoever runs the server why they are.',
  )
}

function encoded(response: HttpResponse): Problem | undefined {
  const layers = headersOf(response, 'content-encoding').join(',').split(',').filter(Boolean)
  if (layers.length > ENCODINGS)
    return problem(
      'limit_reached',
      'too_many_encodings',
      `The answer is compressed ${layers.length} times over; at most ${ENCODINGS} are undone.`,
      'Nothing was taken from it. An honest server compresses once.',
    )
  if (response.truncated !== true || layers.length === 0) return undefined
  return problem(
    'limit_reached',
    'decompression',
    'The answer is compressed, and it was cut off before its end.',
    'The part that came is kept. Send it again through the relay with accept-encoding: identity.',
  )
}

/** A body shorter than announced was cut on its way, by chance or by hand. */
function cut(response: HttpResponse): Problem | undefined {
  const [length] = headersOf(response, 'content-length')
  const plain = headersOf(response, 'content-encoding').length === 0
  // Without a version it came by fetch, which checks this itself and hides what was compressed.
  if (response.truncated === true || response.httpVersion === '') return undefined
  if (length === undefined || !plain) return undefined
  if (response.body.data.length > COUNTED) return undefined
  const size = bytesOf(response.body).length
  if (!/^\d+$/.test(length) || size === 0 || size >= Number(length)) return undefined
  return problem(
    'network_error',
    'content_length_mismatch',
    `The server announced ${length} bytes, and ${size} came.`,
    again,
    rfc(9112, '6.3'),
  )
}
