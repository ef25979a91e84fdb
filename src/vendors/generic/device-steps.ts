/** The device grant: a code on one screen, the person at another (RFC 8628). */
import { allowInsecureRequests, deviceAuthorizationRequest } from 'oauth4webapi'
import { type JsonRecord, member } from '../../core/answer/json.ts'
import { capture } from '../../core/capture.ts'
import type { HttpResponse } from '../../core/http.ts'
import { nextPoll } from '../../core/polling.ts'
import type { Finding } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Receipt, RequestStep } from '../../core/vendor.ts'
import { tokensBack, wishes, withNonce } from './ask-back.ts'
import { authentication, tokenCall, tokenPitfalls } from './shared.ts'
import { documented } from './sources.ts'
import { intervalOf, lifetimeFindings, pageOf, readWaiting, textOf } from './waiting-answer.ts'

const phase = 'Let a person approve'
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
const rule = rfc(8628, '3.2')

/** Google called it so before there was a standard. */
const oldName: Finding = {
  code: 'verification_url',
  text: 'The page is called verification_url; the standard calls it verification_uri.',
  rule,
}

const hasOldName = (record: JsonRecord): boolean =>
  member(record, 'verification_uri') === undefined &&
  member(record, 'verification_url') !== undefined

function receive(_context: Context, response: HttpResponse): Receipt {
  const record = readWaiting(response, tokenPitfalls)
  const isOld = hasOldName(record)
  const complete = member(record, 'verification_uri_complete')
  return {
    gained: {
      device_code: textOf(record, 'device_code', rule),
      user_code: textOf(record, 'user_code', rule),
      verification_uri: pageOf(record, isOld ? 'verification_url' : 'verification_uri', rule),
      // Empty when it is not there: the one of an earlier code must not stay.
      verification_uri_complete:
        complete === undefined ? '' : pageOf(record, 'verification_uri_complete', rule),
      interval: intervalOf(record),
    },
    findings: [...(isOld ? [oldName] : []), ...lifetimeFindings(record, rule)],
  }
}

export const startDevice: RequestStep = {
  kind: 'request',
  id: 'device_start',
  title: 'Ask for a code to show',
  phase,
  why: 'A television or a command line has no good place to type a password. So it asks the server for two codes: a short one for the person to see, and a long one for itself.',
  needs: ['device_authorization_endpoint', 'client_id'],
  gives: ['device_code', 'user_code', 'verification_uri', 'interval'],
  request(context) {
    const device_authorization_endpoint = context.need('device_authorization_endpoint')
    const { origin } = new URL(device_authorization_endpoint)
    return capture((options) =>
      deviceAuthorizationRequest(
        { issuer: origin, device_authorization_endpoint },
        { client_id: context.need('client_id') },
        authentication(context),
        { ...wishes(context) },
        { ...options, [allowInsecureRequests]: true },
      ),
    )
  },
  receive,
  look: [
    'user_code is for the person, device_code for the device alone.',
    'interval: so many seconds have to pass between two polls.',
    'verification_uri_complete carries the code already, for a QR code.',
  ],
  pitfalls: tokenPitfalls,
  links: [rfc(8628, '3.1')],
}

const page = ({ values }: Context) => {
  const { verification_uri = '', verification_uri_complete = '', user_code = '' } = values
  const url = verification_uri_complete === '' ? verification_uri : verification_uri_complete
  return url === '' ? undefined : { title: `Enter the code ${user_code}`, url }
}

export const pollDevice: RequestStep = tokensBack({
  id: 'token',
  title: 'Wait for the person',
  phase,
  why: 'The person opens the page in any browser, signs in there and compares the code. Meanwhile the device asks again and again, as slowly as the server wants it.',
  needs: ['token_endpoint', 'client_id', 'device_code', 'user_code', 'verification_uri'],
  gives: ['access_token'],
  opens: page,
  call: tokenCall(GRANT, (context) => ({ device_code: context.need('device_code') })),
  again: (context, last) => withNonce(context, last) ?? nextPoll('device_start', context, last),
  look: [
    'authorization_pending: nobody has answered yet. It is asked again by itself; you can stop that.',
    'slow_down: five seconds more between two polls, from now on.',
  ],
  pitfalls: [
    {
      says: 'authorization_pending',
      cause: 'The person has not answered yet.',
      remedy: 'Open the page above, and approve. It is asked again by itself.',
    },
    {
      says: 'slow_down',
      cause: 'It was asked too soon.',
      remedy: 'Nothing to do: five seconds more pass before each next time.',
    },
    {
      says: 'expired_token',
      cause: 'Nobody answered in time, so the code has ended.',
      remedy: 'Ask for a new code in the step before.',
    },
    {
      says: 'access_denied',
      cause: 'The person said no, or may not do this.',
      remedy: 'Ask for a new code in the step before, if that was a mistake.',
    },
    {
      says: 'invalid_grant',
      cause: 'The code was used already, or belongs to another client.',
      remedy: 'Ask for a new code in the step before.',
    },
    ...tokenPitfalls,
  ],
  notes: [
    {
      text: 'Whoever is sent a code by somebody else and enters it gives that person the tokens: the server’s page should say so.',
      source: documented(rfc(8628, '5.4')),
    },
  ],
  links: [rfc(8628, '3.4'), rfc(8628, '3.5')],
})
