/** What the flows without a redirect ask for, and what they hold the answer of the token endpoint against. */
import type { ExpectedTokens } from '../../core/answer/tokens.ts'
import { wantsNonce } from '../../core/dpop.ts'
import type { Exchange } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import { type TokenCall, tokenStep, type Words } from '../../core/steps.ts'
import type { Context, Field, LocalStep, RequestStep } from '../../core/vendor.ts'
import { withCheckedIdToken } from './id-token.ts'
import { authorization_details, dpopSwitch, given, isOn, targetFields } from './shared.ts'
import { assumed } from './sources.ts'

/** One step for everything a person may wish for: the requests after it change at once. */
export const askBack = (...fields: readonly Field[]): LocalStep => ({
  kind: 'local',
  id: 'ask',
  title: 'Choose how to ask',
  phase: 'How to ask',
  action: 'Ask like this',
  why: 'The same flow can be asked for more or less, and bound to a key or not. Everything here shows at once in the requests that follow.',
  asks: [...fields, dpopSwitch, ...targetFields, authorization_details],
  needs: [],
  gives: [],
  look: ['DPoP binds the tokens to a key that this walk makes.'],
  notes: [
    {
      text: 'What a server does not know it should leave alone or refuse; some do neither.',
      source: assumed,
    },
  ],
  links: [rfc(8707), rfc(9396), rfc(9449)],
  make: () => ({}),
})

/** The wishes that go to whichever endpoint begins the grant. */
export const wishes = ({ values }: Context) =>
  given(values, 'scope', 'resource', 'audience', 'authorization_details')

/** A token bound to a key is good where the request carried a proof, and nowhere else. */
export const expectedBack = (context: Context): ExpectedTokens => ({
  ...given(context.values, 'issuer', 'client_id', 'scope'),
  ...(isOn(context.values, 'dpop') ? { token_types: ['DPoP'] } : {}),
})

/** Once more at once, when only the server's nonce was missing in the proof. */
export const withNonce = ({ exchanges }: Context, last: Exchange): number | undefined =>
  wantsNonce(last, exchanges) ? 0 : undefined

interface BackStep extends Words<RequestStep> {
  readonly call: TokenCall
  readonly expected?: (context: Context) => ExpectedTokens
}

/** The step that gets the tokens of such a flow. */
export const tokensBack = (step: BackStep): RequestStep =>
  withCheckedIdToken('first', tokenStep({ expected: expectedBack, again: withNonce, ...step }))
