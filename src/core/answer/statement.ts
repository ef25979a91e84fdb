/** A software statement (RFC 7591 section 2.3), looked at before it is sent. Decoded, not verified. */
import { type Problem, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Receipt } from '../vendor.ts'
import { claimsOf } from './jwt.ts'

/** A statement is a few kilobytes; a file this large is another file. */
const MOST = 65_536

/**
 * @param software_id the one shown to the person, when there is one
 * @throws Refusal
 */
export function readStatement(text: string, software_id?: string): Receipt {
  if (text.length > MOST) throw new Refusal(tooLarge)
  const software_statement = text.trim()
  const jwt = claimsOf(software_statement)
  if (jwt === undefined) throw new Refusal(notJwt)
  const claimed = jwt.claims['software_id']
  const findings: Finding[] =
    software_id === undefined || claimed === software_id
      ? []
      : [
          {
            code: 'software_id_differs',
            text: `The statement is for ${typeof claimed === 'string' ? claimed : 'no software_id'}, not for ${software_id}.`,
            rule: rfc(7591, '2.3'),
          },
        ]
  return { gained: { software_statement }, findings }
}

const tooLarge: Problem = {
  kind: 'limit_reached',
  code: 'file_too_large',
  means: 'This file is larger than 64 KiB; a software statement is a few kilobytes.',
  remedy: 'Choose the file that the vendor gave you as the software statement.',
}

const notJwt: Problem = {
  kind: 'malformed_response',
  code: 'software_statement_invalid',
  means: 'This is not a software statement: a JWT has three parts with dots between them.',
  remedy: 'Download the statement again and paste all of it.',
  source: rfc(7591, '2.3'),
}
