/** Client credentials: a program in its own name (RFC 6749 section 4.4). */
import { rfc } from '../../core/source.ts'
import type { RequestStep } from '../../core/vendor.ts'
import { tokensBack, wishes } from './ask-back.ts'
import { tokenCall, tokenPitfalls } from './shared.ts'
import { documented } from './sources.ts'

export const clientCredentials: RequestStep = tokensBack({
  id: 'token',
  title: 'Get a token for the client itself',
  phase: 'Get tokens',
  why: 'No person takes part: the client proves who it is and acts for itself. So whoever has the secret or the key has everything this client may do.',
  needs: ['token_endpoint', 'client_id'],
  gives: ['access_token'],
  call: tokenCall('client_credentials', wishes),
  look: [
    'No refresh_token: the client can come back at any time.',
    'In a JWT, sub and client_id name the same: the client.',
  ],
  pitfalls: tokenPitfalls,
  notes: [
    {
      text: 'Only a client that can prove itself may do this.',
      source: documented(rfc(6749, '4.4')),
    },
    {
      text: 'A refresh token should not come along.',
      source: documented(rfc(6749, '4.4.3')),
    },
  ],
  links: [rfc(6749, '4.4.2'), rfc(9068, '2.2')],
})
