/** Why a direct request has no answer, as far as a browser tells a page; and that the relay would show more. */
import type { Problem } from '../core/problem.ts'
import type { Link } from '../core/source.ts'

/** What is known when it failed; the first that holds is the reason. */
export interface Circumstances {
  readonly stopped: boolean
  /** No head within the time given. */
  readonly late: boolean
  /** The page's content security policy forbade it. */
  readonly blocked: boolean
  /** Plain http from a page that came by https. */
  readonly mixed: boolean
  readonly offline: boolean
  /** The browser would not even make such a request. */
  readonly unsendable?: boolean
  /** The server answered with a redirect, which is all a page may know of it. */
  readonly redirected?: boolean
}

type Words = Pick<Problem, 'kind' | 'code' | 'means' | 'remedy' | 'source'>

const fetchRules = (title: string, anchor: string): Link => ({
  title: `Fetch, ${title}`,
  url: `https://fetch.spec.whatwg.org/#${anchor}`,
})

const relayed = 'Send it through the relay'

const reasons: readonly (readonly [holds: keyof Circumstances, words: (host: string) => Words])[] =
  [
    [
      'stopped',
      () => ({
        kind: 'network_error',
        code: 'aborted',
        means: 'You stopped waiting. The server may have received the request all the same.',
        remedy: 'Send it again when you are ready.',
      }),
    ],
    [
      'unsendable',
      () => ({
        kind: 'bad_input',
        code: 'direct_unsendable',
        means:
          'A browser does not make a request like this: a GET with a body, a method or header it reserves, or an address with a user name in it.',
        remedy: `${relayed}, or change what the browser objects to.`,
        source: fetchRules('new Request', 'dom-request'),
      }),
    ],
    [
      'redirected',
      (host) => ({
        kind: 'network_error',
        code: 'direct_redirect',
        means: `${host} answered with a redirect. A browser keeps status, headers and destination of a redirect from the page.`,
        remedy: `${relayed}: it shows the redirect as it came, and follows it only if you want.`,
        source: fetchRules('opaque-redirect', 'concept-filtered-response-opaque-redirect'),
      }),
    ],
    [
      'late',
      (host) => ({
        kind: 'network_error',
        code: 'direct_timeout',
        means: `${host} did not answer in the time given.`,
        remedy: 'Send it again, or give it more time.',
      }),
    ],
    [
      'blocked',
      (host) => ({
        kind: 'relay_refused',
        code: 'direct_policy',
        means: `This page’s own policy names the addresses it may ask directly: the built-in vendors, the sandbox, and what was allowed when the page was loaded. ${host} is not one of them, so nothing was sent.`,
        remedy:
          'Send it through the relay. If the server is allowed by now, load this page again and it may go directly, too.',
        source: {
          title: 'Content Security Policy, connect-src',
          url: 'https://www.w3.org/TR/CSP3/#directive-connect-src',
        },
      }),
    ],
    [
      'mixed',
      (host) => ({
        kind: 'network_error',
        code: 'direct_mixed_content',
        means: `${host} is plain http and this page came by https: browsers do not let one ask the other.`,
        remedy: `${relayed}, or use the https address.`,
        source: {
          title: 'Mixed Content',
          url: 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
        },
      }),
    ],
    [
      'offline',
      () => ({
        kind: 'network_error',
        code: 'direct_offline',
        means: 'The browser says that this computer is offline.',
        remedy: 'Connect it and send again.',
      }),
    ],
  ]

const unknown = (host: string): Words => ({
  kind: 'network_error',
  code: 'direct_failed',
  means: `The browser says only that it failed, to keep a page from spying: either ${host} did not allow this page by CORS (then it may have received the request), or its name, its certificate or the connection failed.`,
  remedy: `${relayed}: it needs no CORS, and it says which of these it was. The browser’s own console may say more, too.`,
  source: fetchRules('CORS protocol', 'http-cors-protocol'),
})

export function directProblem(url: string, circumstances: Circumstances): Problem {
  const host = URL.canParse(url) ? new URL(url).host : url
  const found = reasons.find(([holds]) => circumstances[holds] === true)
  return (found?.[1] ?? unknown)(host)
}
