/** A redirect's two ends: what is frozen before the browser leaves, and the exchange once it is back. */
import { readCallback } from './callback.ts'
import type { Expected } from './callback-parts.ts'
import type { HttpRequest } from './http.ts'
import { openSigned } from './jarm.ts'
import type { Problem } from './problem.ts'
import { type ResponseMode, responseModes, standingOf } from './response-mode.ts'
import { judge } from './run.ts'
import type { Exchange, Pending } from './session.ts'
import { expectationsOf, metadataIn } from './token/expectations.ts'
import type { Context, Receipt, RedirectStep } from './vendor.ts'

/** A browser also follows addresses that run script or open other programs; a walk goes to a web server only (T70). */
export function strayingTo(address: string): Problem | undefined {
  const web = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
  if (web) return undefined
  return {
    kind: 'security_stop',
    code: 'redirect_scheme',
    means: 'The browser would leave for an address that is no web address.',
    remedy: 'Correct the authorization endpoint, or the edited request: it begins with https://.',
  }
}

/** What leaving must remember, frozen so that the answer can be held against it. */
export function pendingOf(
  step: RedirectStep,
  context: Context,
  request: HttpRequest,
  identity: { readonly id: string; readonly at: number; readonly redirect_uri: string },
): Pending {
  const query = new URL(request.url).searchParams
  // A pushed or signed request says these where the address does not (RFC 9126 section 4, RFC 9101 section 5).
  const elsewhere = query.has('request_uri') || query.has('request')
  const response_type = query.get('response_type') ?? typeOf(step, context)
  const response_mode = modeIn(query) ?? step.response_mode?.(context.values)
  return {
    exchange: identity.id,
    step: step.id,
    startedAt: identity.at,
    request,
    state: query.get('state') ?? (elsewhere ? (context.values['state'] ?? '') : ''),
    redirect_uri:
      query.get('redirect_uri') ?? query.get('post_logout_redirect_uri') ?? identity.redirect_uri,
    response_type,
    ...(response_mode === undefined ? {} : { response_mode }),
    // Whoever comes back from a logout brings no authorization response, and no iss.
    ...(response_type === 'none' ? {} : serverOf(context)),
  }
}

const typeOf = ({ response_type }: RedirectStep, { values }: Context): string =>
  typeof response_type === 'string' ? response_type : response_type(values)

const modeIn = (query: URLSearchParams): ResponseMode | undefined =>
  responseModes.find((mode) => mode === query.get('response_mode'))

/** Which server the browser goes to, and whether it promised to say so in its answer (RFC 9207 section 2.4). */
function serverOf(context: Context): Pick<Pending, 'issuer' | 'issuerPromised'> {
  const { issuer } = expectationsOf(context)
  if (issuer === undefined) return {}
  const metadata = context.exchanges.findLast((one) => metadataIn(one) !== undefined)
  const promise = metadata && metadataIn(metadata)
  const promised = promise?.['authorization_response_iss_parameter_supported'] === true
  return { issuer, ...(promised ? { issuerPromised: true } : {}) }
}

/** The exchange a redirect became once the browser is back, by the strict parser's verdict. */
export async function returned(
  step: RedirectStep,
  context: Context,
  pending: Pending,
  callback: string,
  at: number,
): Promise<Exchange> {
  // A walk that left before these were frozen goes by its step.
  const expected: Expected = {
    ...pending,
    response_type: pending.response_type ?? typeOf(step, context),
  }
  const receive = async (): Promise<Receipt> => {
    const { signed } = standingOf(expected.response_type, expected.response_mode)
    const { parameters, findings } = signed
      ? await openSigned(callback, expected, at, context)
      : readCallback(callback, expected, at)
    const receipt = await step.receive(context, parameters, pending.request)
    return { ...receipt, findings: [...findings, ...(receipt.findings ?? [])] }
  }
  return {
    id: pending.exchange,
    step: step.id,
    route: 'navigation',
    startedAt: pending.startedAt,
    endedAt: at,
    built: pending.request,
    sent: pending.request,
    callback,
    outcome: await judge(undefined, receive),
  }
}
