/** From undici's errors to ours, whose codes the page knows. */
import { errors } from 'undici'
import { TransportFailure } from './transport.ts'

/** `cut`: the answer had begun and the other side went away. What came is kept and marked as truncated. */
export function answerFailure(
  error: Error,
  phase: 'connect' | 'headers' | 'body',
): TransportFailure | 'cut' {
  if (error instanceof TransportFailure) return error
  if (error instanceof errors.HeadersTimeoutError) {
    return new TransportFailure('headers_timeout', 'headers', 'The server did not answer in time.')
  }
  if (error instanceof errors.BodyTimeoutError) {
    return new TransportFailure('body_timeout', 'body', 'The answer stopped coming.')
  }
  if (error instanceof errors.HeadersOverflowError) {
    return new TransportFailure(
      'headers_too_large',
      'headers',
      'The answer’s headers are too large.',
    )
  }
  if (isCut(error)) {
    if (phase === 'body') return 'cut'
    return new TransportFailure('connection_closed', phase, 'The server hung up without an answer.')
  }
  // Before the body, undici reports lengths that contradict each other as a mismatch.
  const mismatch = error instanceof errors.ResponseContentLengthMismatchError
  if (mismatch && phase === 'body') return 'cut'
  if (mismatch || error instanceof errors.HTTPParserError) {
    const rule = mismatch ? 'its lengths contradict each other' : reasonOf(error)
    return new TransportFailure(
      'response_framing',
      phase,
      `The answer is not proper HTTP/1.1: ${rule}.`,
    )
  }
  return new TransportFailure('send_failed', phase, 'The request could not be sent.')
}

function isCut(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    error instanceof errors.SocketError ||
    ['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE', 'UND_ERR_INFO'].includes(code)
  )
}

/** llhttp's own words; they name a rule, never a value. */
const reasonOf = (error: Error): string => /\(([^)]*)\)/.exec(error.message)?.[1] ?? 'malformed'
