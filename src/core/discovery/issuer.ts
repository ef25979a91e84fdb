/** Is this document about the server that was asked for? (RFC 8414 section 3.3, OpenID Discovery 4.3; T61) */
import { type JsonRecord, member } from '../answer/json.ts'
import { type Problem, type ProblemKind, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import { checkedAddress, isLoopback } from './address.ts'
import type { AskedServer } from './metadata.ts'

const rule = rfc(8414, '3.3')

const problem = (kind: ProblemKind, code: string, means: string, remedy: string): Problem => ({
  kind,
  code,
  means,
  remedy,
  source: rule,
})

export interface CheckedIssuer {
  readonly issuer: string
  readonly findings: readonly Finding[]
}

/** @throws Refusal when the document speaks of another server */
export function checkIssuer(record: JsonRecord, asked: AskedServer): CheckedIssuer {
  const issuer = member(record, 'issuer')
  if (typeof issuer !== 'string' || !URL.canParse(issuer))
    throw new Refusal(
      problem(
        'malformed_response',
        'issuer_missing',
        'The document does not say whose it is: issuer is missing, or no address.',
        'Ask whoever runs the server, or fill in the addresses by hand.',
      ),
    )
  const url = new URL(issuer)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    throw new Refusal(
      problem(
        'security_stop',
        'issuer_not_https',
        `The issuer ${issuer} is not https, so anybody on the way could have written this document.`,
        'Ask for the https address of this server.',
      ),
    )
  return { issuer: checkedAddress('issuer', issuer), findings: difference(issuer, asked) }
}

function difference(issuer: string, asked: AskedServer): readonly Finding[] {
  const wanted = asked.issuer ?? issuerOf(asked.url)
  if (issuer === wanted) return []
  const near = nearMiss(issuer, wanted)
  if (near !== undefined) return [{ ...near, rule }]
  // Azure AD B2C and some others name an issuer that is not where the document stands.
  if (asked.issuer === undefined && new URL(issuer).origin === new URL(asked.url).origin)
    return [
      {
        code: 'issuer_elsewhere',
        text: `The document stands where ${wanted} would have its own, and says that it is of ${issuer}. The issuer of every answer will be held to that.`,
        rule,
      },
    ]
  throw new Refusal(
    problem(
      'security_stop',
      'issuer_mismatch',
      `The document is of ${issuer}, and ${wanted} was asked for: a client must not use it.`,
      'Check what you typed. If both are right, the server is set up wrongly, or somebody is in between.',
    ),
  )
}

/** What compares equal as an address and differs letter by letter, as every later check will compare it. */
function nearMiss(issuer: string, wanted: string): Omit<Finding, 'rule'> | undefined {
  const bare = (text: string) => text.replace(/\/+$/, '')
  if (bare(issuer) === bare(wanted))
    return {
      code: 'issuer_slash',
      text: `The issuer is ${issuer}, and ${wanted} was asked for: a final slash apart. Later checks compare letter by letter.`,
    }
  if (bare(issuer).toLowerCase() === bare(wanted).toLowerCase())
    return {
      code: 'issuer_case',
      text: `The issuer is ${issuer}, and ${wanted} was asked for: capitals apart. Later checks compare letter by letter.`,
    }
  return undefined
}

const wellKnown = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/

/** The issuer a discovery address belongs to, whichever way it was built. */
export function issuerOf(address: string): string {
  const url = new URL(address)
  const path = url.pathname.replace(wellKnown, '').replace(/\/$/, '')
  return `${url.origin}${path}`
}
