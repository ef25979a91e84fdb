/** Finding the server: its metadata, its addresses, its keys. Every flow begins here. */
import { refusalOf } from '../../core/answer/refusal.ts'
import { checkWhole } from '../../core/answer/whole.ts'
import { type Candidate, candidates } from '../../core/discovery/candidates.ts'
import { endpoints, readMetadata } from '../../core/discovery/metadata.ts'
import { type HttpResponse, textOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import type { Exchange } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import { readJwks } from '../../core/token/jwks.ts'
import type { Context, Field, LocalStep, Receipt, RequestStep } from '../../core/vendor.ts'
import { assumed, discovery, documented } from './sources.ts'

const phase = 'Find the server'

const issuer: Field = {
  name: 'issuer',
  label: 'Address of the server',
  hint: 'Its issuer, its metadata, or any endpoint of it: what you have.',
  example: 'https://login.example.com',
  sample: ({ sandbox }) => `${sandbox}/generic`,
  check: (value) =>
    documentsAt(value).length > 0 ? undefined : 'This is not an address with http or https.',
}

/** A bare word is no host: whoever means a machine of that name writes its scheme. */
const isBareWord = (text: string): boolean => !/[.:/]|^localhost$/i.test(text.trim())

const documentsAt = (text: string): readonly Candidate[] =>
  isBareWord(text)
    ? []
    : candidates(text).filter(({ kind }) => kind === 'oidc' || kind === 'rfc8414')

/** The first that was not tried yet since the last success; the first of all when all were. */
function nextDocument(text: string, exchanges: readonly Exchange[]): Candidate | undefined {
  const all = documentsAt(text)
  const mine = exchanges.filter(({ step }) => step === 'server')
  const since = mine.slice(mine.findLastIndex(({ outcome }) => outcome.kind === 'accepted') + 1)
  const tried = new Set(since.map(({ sent }) => sent.url))
  return all.find(({ url }) => !tried.has(url)) ?? all[0]
}

const notFound = ({ outcome }: Exchange): boolean =>
  outcome.kind === 'refused' &&
  ['metadata_status', 'html_instead_of_json'].includes(outcome.problem.code)

const kept = new Set<string>([
  'issuer',
  ...endpoints,
  'authorization_response_iss_parameter_supported',
])

export const server: RequestStep = {
  kind: 'request',
  id: 'server',
  title: 'Ask the server about itself',
  phase,
  why: 'Most servers publish one document with all their addresses and abilities. It stands at a well-known place below the issuer; if the first place has nothing, the next is tried.',
  asks: [issuer],
  needs: [],
  gives: ['issuer'],
  optional: true,
  request(context) {
    const document = nextDocument(context.need('issuer'), context.exchanges)
    if (document === undefined) throw new Refusal(noAddress)
    return { method: 'GET', url: document.url, headers: [['accept', 'application/json']] }
  },
  receive(context, response, { url }) {
    const asked = documentsAt(context.need('issuer')).find((one) => one.url === url)
    const named = asked?.issuer === undefined ? {} : { issuer: asked.issuer }
    const { values, findings } = readMetadata(response, { url, ...named })
    return {
      gained: Object.fromEntries(Object.entries(values).filter(([name]) => kept.has(name))),
      findings,
    }
  },
  again: (context, exchange) => {
    if (!notFound(exchange)) return undefined
    const next = nextDocument(context.need('issuer'), context.exchanges)
    const [first] = documentsAt(context.need('issuer'))
    return next === undefined || next.url === first?.url ? undefined : 0
  },
  look: [
    'issuer is the name of the server, letter by letter: every token and every answer will be held to it.',
    'The lists that end in _supported say what the server can do.',
  ],
  pitfalls: [
    {
      status: 404,
      cause: 'There is no metadata at this place.',
      remedy: 'The next place is tried by itself. If none has any, fill in the addresses by hand.',
    },
  ],
  notes: [
    { text: 'OpenID Connect puts the well-known part at the end.', source: documented(discovery) },
    {
      text: 'OAuth puts it between host and path.',
      source: documented(rfc(8414, '3.1')),
    },
  ],
  links: [discovery, rfc(8414)],
}

const noAddress = {
  kind: 'bad_input',
  code: 'no_address',
  means: 'No address of a server stands in this field.',
  remedy: 'Type the address of the server, for example its issuer.',
} as const

/** What each is called, and where the sandbox has it. */
const facts: Readonly<Record<(typeof endpoints)[number], readonly [label: string, path: string]>> =
  {
    authorization_endpoint: ['Authorization endpoint', 'authorize'],
    pushed_authorization_request_endpoint: ['Pushed authorization request endpoint', 'par'],
    token_endpoint: ['Token endpoint', 'token'],
    device_authorization_endpoint: ['Device authorization endpoint', 'device_authorization'],
    backchannel_authentication_endpoint: ['Backchannel authentication endpoint', 'backchannel'],
    userinfo_endpoint: ['Userinfo endpoint', 'userinfo'],
    introspection_endpoint: ['Introspection endpoint', 'introspect'],
    revocation_endpoint: ['Revocation endpoint', 'revoke'],
    registration_endpoint: ['Registration endpoint', 'register'],
    end_session_endpoint: ['End session endpoint', 'logout'],
    jwks_uri: ['Key set', 'jwks'],
  }

const isAddress = (value: string): string | undefined =>
  URL.canParse(value) && /^https?:/i.test(value)
    ? undefined
    : 'This is not a whole address with http or https.'

export const addresses: LocalStep = {
  kind: 'local',
  id: 'addresses',
  title: 'The server’s addresses',
  phase,
  action: 'Use these addresses',
  why: 'This is what the rest of the walk goes by. Correct what is wrong, and fill in what a server without metadata does not say.',
  asks: endpoints.map((name) => ({
    name,
    label: facts[name][0],
    kind: 'url',
    optional: true,
    sample: ({ sandbox }) => `${sandbox}/generic/${facts[name][1]}`,
    check: isAddress,
  })),
  needs: [],
  gives: [],
  optional: true,
  notes: [
    {
      text: 'An address that is typed here counts until the server is asked about itself again.',
      source: assumed,
    },
  ],
  make: () => ({}),
}

/** The keys stay in the exchange: who checks a signature reads them from there. */
async function readKeySet(_context: Context, response: HttpResponse): Promise<Receipt> {
  checkWhole(response)
  if (response.status !== 200) throw new Refusal(refusalOf(response))
  const read = await readJwks(textOf(response), { published: true })
  if (read.kind === 'problem') throw new Refusal(read.problem)
  const told = read.notes.filter(({ tone }) => tone !== 'info')
  return {
    gained: {},
    findings: told.map(({ code, text, rule }) => ({
      code,
      text,
      ...(rule === undefined ? {} : { rule }),
    })),
  }
}

export const keys: RequestStep = {
  kind: 'request',
  id: 'keys',
  title: 'Fetch the server’s keys',
  phase,
  why: 'What the server signs, anybody can check with its public keys. Without them an ID token can be read, and its signature stays unchecked.',
  needs: ['jwks_uri'],
  gives: [],
  optional: true,
  request: (context: Context) => ({
    method: 'GET',
    url: context.need('jwks_uri'),
    headers: [['accept', 'application/json']],
  }),
  receive: readKeySet,
  look: ['Each key has a kid. A token’s header names the one it was signed with.'],
  links: [rfc(7517, '5')],
}

export const serverSteps = [server, addresses, keys] as const
