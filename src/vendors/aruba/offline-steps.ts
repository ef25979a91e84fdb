/** The downloaded token file: choosing it, opening it here, and the lesson that it grows old. */
import { isRecord, type JsonValue, member } from '../../core/answer/json.ts'
import { JsonFault, parseJson } from '../../core/answer/json-parser.ts'
import { type Problem, Refusal } from '../../core/problem.ts'
import type { Link } from '../../core/source.ts'
import type { Values } from '../../core/values.ts'
import type { Context, LocalStep } from '../../core/vendor.ts'
import { offlineFile, offlinePair } from './offline-file.ts'
import { pagesOf } from './regions.ts'
import { access, guide, guideLink, kong } from './sources.ts'

/** A token file is half a kilobyte. */
const MOST = 65_536

const uuid = /^\s*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/i

/** Central's pages of the chosen region, or the sandbox's page that looks like them. */
function tokenPage(context: Context): Link | undefined {
  if (context.target === 'sandbox')
    return { title: 'Open the sandbox’s token page', url: `${context.at()}/api-gateway` }
  const url = pagesOf(context.values.region)
  return url === undefined ? undefined : { title: 'Open Central’s pages', url }
}

const wrongFile = (means: string): Problem => ({
  kind: 'bad_input',
  code: 'token_file_invalid',
  means,
  remedy: 'In Token List, press Download Token, and choose that file or paste all of it.',
  source: guideLink,
})

const looksWrong = (text: string): string | undefined => {
  if (text.length > MOST) return 'This file is too large to be a downloaded token.'
  if (uuid.test(text))
    return 'This is the Token ID of the table. Press Download Token and take the file.'
  return undefined
}

function parsed(text: string): JsonValue {
  try {
    return parseJson(text.replace(/^\uFEFF/, ''), 8)
  } catch (thrown) {
    if (thrown instanceof JsonFault)
      throw new Refusal(wrongFile('This is not JSON, so it is not the downloaded file.'))
    throw thrown
  }
}

const DAY = 86_400_000
const whole = (milliseconds: number, unit: number) => Math.floor(milliseconds / unit)

function ageOf(created_at: number, lifetime: number, now: number): string {
  const left = created_at + lifetime * 1000 - now
  if (left > 0) return `good for ${whole(left, 60_000)} more minutes`
  if (now - created_at > 15 * DAY)
    return 'expired, and the refresh token most likely too: more than 15 days old'
  return `expired ${whole(-left, 60_000)} minutes ago; the refresh token may still be good`
}

/** @throws Refusal */
function readTokenFile(context: Context): Values {
  const text = context.need('token_file')
  const wrong = looksWrong(text)
  if (wrong !== undefined) throw new Refusal(wrongFile(wrong))
  const file = parsed(text)
  const at = (name: string): JsonValue | undefined =>
    isRecord(file) ? member(file, name) : undefined
  const [access_token, refresh_token] = [at('access_token'), at('refresh_token')]
  const [created_at, expires_in] = [Number(at('created_at')), Number(at('expires_in') ?? 7200)]
  // The characters a token may have (RFC 6749 appendix A.12); anything else could end a header (T58).
  const fine = (token: JsonValue | undefined): token is string =>
    typeof token === 'string' && /^[\x21-\x7E]+$/.test(token)
  if (!fine(access_token) || !fine(refresh_token))
    throw new Refusal(wrongFile('The file has no access_token and refresh_token that can be used.'))
  if (!Number.isFinite(created_at) || !Number.isFinite(expires_in))
    throw new Refusal(wrongFile('created_at or expires_in of the file is not a number.'))
  const user = at('authenticated_userid')
  return {
    access_token,
    refresh_token,
    token_type: 'bearer',
    expires_in: String(expires_in),
    created_at: String(created_at),
    expires_at: String(created_at + expires_in * 1000),
    access_token_state: ageOf(created_at, expires_in, context.now),
    ...(typeof user === 'string' ? { authenticated_userid: user } : {}),
  }
}

export const openFile: LocalStep = {
  kind: 'local',
  id: 'open',
  title: 'Open the downloaded token',
  phase: 'Get a token',
  action: 'Open the file',
  why: 'Central’s pages can make a token for you and let you download it. The file is read here, in this page, and sent nowhere; it holds everything but the client’s secret.',
  opens: tokenPage,
  asks: [
    {
      name: 'token_file',
      label: 'Downloaded token',
      kind: 'file',
      hint: 'API Gateway → My Apps & Tokens → + Add Apps & Tokens, then Download Token in Token List. In the sandbox a file is filled in; its page makes others.',
      sample: (_environment, at) => offlineFile(offlinePair(at), at, 'sso.user@example.com'),
      check: looksWrong,
    },
  ],
  needs: [],
  gives: [
    'access_token',
    'refresh_token',
    'token_type',
    'expires_in',
    'expires_at',
    'created_at',
    'access_token_state',
  ],
  make: readTokenFile,
  look: [
    'created_at counts milliseconds; with expires_in, which counts seconds, it gives the end of the access token.',
    'scope and authenticated_userid say what the token may do, and for whom.',
  ],
  pitfalls: [
    {
      says: 'Token ID',
      cause: 'The Token ID of the table was pasted, which only names the token.',
      remedy: 'Press Download Token in the same row.',
    },
  ],
  notes: [
    {
      text: 'Users who sign in through SSO cannot use the login call. This is their way.',
      source: access,
    },
    { text: 'Without administrator rights the application name is your user name.', source: guide },
    { text: 'The file is the gateway’s own record of the token.', source: kong },
  ],
  links: [guideLink],
}

export const worthless: LocalStep = {
  kind: 'local',
  id: 'worthless',
  title: 'Put the file away',
  phase: 'The end',
  action: 'Compare the file with the tokens',
  why: 'After the first refresh the downloaded file opens nothing any more. A program that reads it again at its next start will fail: it has to keep the newest pair itself.',
  needs: ['token_file', 'access_token', 'refresh_token', 'previous_access_token'],
  gives: ['file_state'],
  make(context) {
    const same = context.need('token_file').includes(context.need('access_token'))
    return {
      file_state: same
        ? 'The file still holds the living token.'
        : 'The file holds the old pair, which is dead. The living one is in this walk only.',
    }
  },
  look: [
    'To end the token itself, press Revoke Token in Token List. Only the page can do that without a login by API.',
  ],
  notes: [
    { text: 'Revoke Token ends the token of one user; the application stays.', source: guide },
  ],
  links: [guideLink],
}
