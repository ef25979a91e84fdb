/** A request for oauth4webapi: a call at a token endpoint, one with an access token, or its fetch alone. */
import type { Masked, MaskedRequest } from '../mask.ts'
import { browserRemark, sends } from './fetch.ts'
import { asking, bodyOf, comment, inBlock, quoted, terms } from './javascript.ts'
import {
  type Client,
  type Piece,
  type Plan,
  type Program,
  piecesOf,
  programFor,
  type Refusal,
  type Text,
  type Variable,
} from './plan.ts'
import { type TokenCall, tokenCallOf } from './token-call.ts'
import { variablesOf } from './variables.ts'
import { remarks } from './writer.ts'

const client: Client = { name: 'fetch', signs: 'latin1', joins: true, methods: sends }

const tail = [
  'console.log(response.status, response.statusText)',
  'console.log(await response.text())',
]

/** Over plain http the library goes only where it is told to. */
const insecure = (plan: Plan): readonly string[] =>
  plan.address.startsWith('https:') ? [] : ['  [oauth.allowInsecureRequests]: true,']

const isNamed =
  (...names: readonly string[]) =>
  ([name]: Plan['headers'][number]): boolean =>
    names.includes(name.toLowerCase())

const listed = (headers: Plan['headers']): readonly string[] =>
  headers.map(([name, value]) => `  [${quoted(name)}, ${terms(value)}],`)

const notes = (plan: Plan): readonly string[] =>
  [...remarks(plan, 'fetch'), ...browserRemark(plan)].map(comment)

/** What follows `Bearer `, or `DPoP ` where a proof comes with it. */
function tokenIn({ headers }: Plan): Text | undefined {
  const [value] = headers.filter(isNamed('authorization')).map(([, one]) => one)
  const scheme = headers.some(isNamed('dpop')) ? 'DPoP ' : 'Bearer '
  const [first, ...rest] = value ?? []
  if (first?.kind !== 'text' || !first.text.startsWith(scheme)) return undefined
  const begin = first.text.slice(scheme.length)
  const token: Text = begin === '' ? rest : [{ kind: 'text', text: begin }, ...rest]
  return token.length === 0 ? undefined : token
}

function resource(plan: Plan): readonly string[] {
  const token = tokenIn(plan)
  const kept = plan.headers.filter((header) => !isNamed('authorization')(header))
  const typed = plan.headers.some(isNamed('content-type'))
  const body = plan.body !== undefined && plan.body.length > 0 ? bodyOf(plan.body, typed) : 'null'
  return [
    ...notes(plan),
    ...(token === undefined
      ? [comment('oauth4webapi has no call for this request: only its fetch is used, as written.')]
      : []),
    'const headers = new Headers([',
    ...listed(token === undefined ? plan.headers : kept),
    '])',
    'const response = await oauth.protectedResourceRequest(',
    `  ${token === undefined ? "'none'" : terms(token)},`,
    `  ${quoted(plan.method)},`,
    `  new URL(${terms(plan.url)}),`,
    token === undefined ? '  new Headers(),' : '  headers,',
    `  ${body},`,
    '  {',
    ...[...insecure(plan), ...(token === undefined ? [asWritten] : [])].map((line) => `  ${line}`),
    '  },',
    ')',
    ...tail,
  ]
}

const asWritten = '  [oauth.customFetch]: (url, init) => fetch(url, { ...init, headers }),'

type Pairs = readonly (readonly [name: string, value: Text])[]

interface Authentication {
  readonly id: string
  readonly code: string
  /** Parameters it writes itself. */
  readonly writes: readonly string[]
}

/** How the client says who it is (RFC 6749 section 2.3.1); a header is set as it was. */
function authenticationOf(plan: Plan, pairs: Pairs): Authentication {
  const valueOf = (name: string) => pairs.find(([candidate]) => candidate === name)?.[1]
  const [header] = plan.headers.filter(isNamed('authorization'))
  const id = valueOf('client_id')
  const secret = valueOf('client_secret')
  const said = id === undefined || id.length === 0 ? "'unknown'" : terms(id)
  if (header !== undefined) {
    const code = `(_as, _client, _body, headers) => headers.set('authorization', ${terms(header[1])})`
    return { id: said, code, writes: [] }
  }
  if (said === "'unknown'") return { id: said, code: '() => {}', writes: [] }
  return secret === undefined || secret.length === 0
    ? { id: said, code: 'oauth.None()', writes: ['client_id'] }
    : {
        id: said,
        code: `oauth.ClientSecretPost(${terms(secret)})`,
        writes: ['client_id', 'client_secret'],
      }
}

const list = (pairs: Pairs): readonly string[] =>
  pairs.map(([name, value]) => `  [${quoted(name)}, ${terms(value)}],`)

/** The call that has a name in the library; an authorization code needs the answer it came in, so it has none here. */
function call(grant: string, pairs: Pairs): readonly [call: string, parameters: Pairs] {
  const token = pairs.find(([name]) => name === 'refresh_token')?.[1] ?? []
  if (grant === 'refresh_token' && token.length > 0)
    return [
      `oauth.refreshTokenGrantRequest(as, client, authentication, ${terms(token)}, options)`,
      pairs.filter(([name]) => name !== 'refresh_token'),
    ]
  return grant === 'client_credentials'
    ? [
        'oauth.clientCredentialsGrantRequest(as, client, authentication, parameters, options)',
        pairs,
      ]
    : [
        `oauth.genericTokenEndpointRequest(as, client, authentication, ${quoted(grant)}, parameters, options)`,
        pairs,
      ]
}

function token(plan: Plan, grant: string, pairs: Pairs): readonly string[] {
  const authentication = authenticationOf(plan, pairs)
  const rest = pairs.filter(([name]) => !authentication.writes.includes(name))
  const [sent, parameters] = call(grant, rest)
  const kept = plan.headers.filter(
    (header) => !isNamed('accept', 'content-type', 'authorization')(header),
  )
  const additional = sent.includes('refreshToken') ? ['  additionalParameters: parameters,'] : []
  return [
    ...notes(plan),
    comment('oauth4webapi writes Accept and Content-Type itself, and orders the parameters.'),
    `const address = ${terms(plan.url)}`,
    'const as = { issuer: new URL(address).origin, token_endpoint: address }',
    `const client = { client_id: ${authentication.id} }`,
    `const authentication = ${authentication.code}`,
    'const parameters = new URLSearchParams([',
    ...list(parameters),
    '])',
    'const options = {',
    ...additional,
    '  headers: new Headers([',
    ...listed(kept).map((line) => `  ${line}`),
    '  ]),',
    ...insecure(plan),
    '}',
    `const response = await ${sent}`,
    ...tail,
  ]
}

/** The request with its form written out, so that a secret is asked for as it is and not as it is encoded. */
function plainly(request: MaskedRequest, call: TokenCall): MaskedRequest {
  const body: Masked = call.parameters.flatMap(([, value]) => value)
  return { ...request, body }
}

interface Written {
  readonly lines: readonly string[]
  readonly variables: readonly Variable[]
}

function written(requests: readonly MaskedRequest[]): Written | Refusal {
  const calls = requests.map(tokenCallOf)
  const plain = requests.map((request, at) => {
    const found = calls[at]
    return found === undefined ? request : plainly(request, found)
  })
  const program: Program | Refusal = programFor(plain, client)
  if ('refused' in program) return program
  const names = variablesOf(plain)
  const lines = program.plans.flatMap((plan, at) => {
    const found = calls[at]
    const pairs = (found?.parameters ?? []).map(
      ([name, value]) => [name, piecesOf(value, names)] as readonly [string, readonly Piece[]],
    )
    const one = found === undefined ? resource(plan) : token(plan, found.grant, pairs)
    return inBlock(one, requests.length > 1)
  })
  return { lines, variables: program.variables }
}

export function oauthOf(...requests: readonly MaskedRequest[]): string {
  const result = written(requests)
  if ('refused' in result) return `${comment(`Not written: ${result.refused}`)}\n`
  const lines = [
    "import * as oauth from 'oauth4webapi'",
    '',
    ...asking(result.variables),
    ...result.lines,
  ]
  return `${lines.join('\n')}\n`
}
