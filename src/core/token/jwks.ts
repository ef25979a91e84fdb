/** Reads a key set as a server publishes it: strictly, for what it does wrong endangers everyone. */

import type { JsonRecord } from '../answer/json.ts'
import { type Problem, Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { kindOf } from './key-jwk.ts'
import { checkLength, keysOf, parsedKeys, recordsOf, setNotes } from './key-set.ts'
import type { KeyReading } from './key-shapes.ts'
import { reading } from './keys.ts'

/** @param text the body of the answer, and nothing the person typed */
export async function readJwks(
  text: string,
  _how: { readonly published: true },
): Promise<KeyReading> {
  return await reading(async () => {
    checkLength(text)
    const records = recordsOf(
      parsedKeys(text, 'jwks_invalid', 'malformed_response'),
      'malformed_response',
    )
    stopAtSecrets(records)
    const keys = await keysOf(records, 'published')
    return { keys, what: 'A published key set', notes: setNotes(keys) }
  })
}

/** @throws Refusal */
function stopAtSecrets(records: readonly JsonRecord[]): void {
  const kinds = records.map(kindOf)
  if (kinds.includes('secret'))
    throw new Refusal(
      stop(
        'jwks_symmetric',
        'The server publishes a shared secret; a published secret is none, and anyone can sign with it.',
        'Trust no HS256 token of this server, and tell whoever runs it.',
      ),
    )
  if (kinds.includes('private'))
    throw new Refusal(
      stop(
        'jwks_private',
        'The server publishes a private key; anyone can now sign in its name. The key was not kept.',
        'Trust no token of this server until the key is replaced, and tell whoever runs it at once.',
      ),
    )
}

const stop = (code: string, means: string, remedy: string): Problem => ({
  kind: 'security_stop',
  code,
  means,
  remedy,
  source: rfc(7517, '9.2'),
})
