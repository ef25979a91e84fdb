/** The first of the five verdicts: what decoding showed, and that it proves nothing. */
import { rfc } from '../source.ts'
import type { Token, Verdict, VerdictLine } from './shapes.ts'
import { combine } from './verdict.ts'

const proof = 'Decoding proves nothing: anybody can write a token that reads like this.'

export function decodedVerdict(token: Token): Verdict {
  const first: VerdictLine = {
    code: 'not_verified',
    mark: 'unchecked',
    text: `${proof} Only the signature tells who wrote it, and that is checked apart.`,
    rule: rfc(7519, '7.2'),
  }
  return combine('decoded', [first, ...linesOf(token)], {
    passed: proof,
    unchecked: proof,
    failed: 'It cannot be read.',
  })
}

function linesOf(token: Token): readonly VerdictLine[] {
  if (token.kind === 'jwe')
    return [passed('header_read', 'The header can be read; the rest is encrypted.')]
  if (token.kind === 'jws')
    return [passed('header_read', 'The header is JSON.'), payloadLine(token)]
  const [note] = token.notes
  const text = note?.text ?? 'It cannot be read.'
  const rule = note?.rule === undefined ? {} : { rule: note.rule }
  const mark = token.kind === 'unreadable' && token.why === 'undecodable' ? 'failed' : 'unchecked'
  return [{ code: note?.code ?? token.kind, mark, text, ...rule }]
}

const passed = (code: string, text: string): VerdictLine => ({ code, mark: 'passed', text })

function payloadLine({ payload }: Extract<Token, { readonly kind: 'jws' }>): VerdictLine {
  if (payload.kind === 'claims') {
    const count = Object.keys(payload.claims).length
    return passed(
      'claims_read',
      `The payload is JSON with ${count} ${count === 1 ? 'claim' : 'claims'}.`,
    )
  }
  return {
    code: payload.kind === 'text' ? 'payload_text' : 'payload_bytes',
    mark: 'unchecked',
    text: `The payload is no claims set; it is shown as ${payload.kind}.`,
    rule: rfc(7519, '7.2'),
  }
}
