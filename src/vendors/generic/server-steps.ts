/** Finding the server: its metadata, its addresses, its keys. Every flow begins here. */
import { refusalOf } from '../../core/answer/refusal.ts'
import { checkWhole } from '../../core/answer/whole.ts'
import { endpoints } from '../../core/discovery/metadata.ts'
import { type HttpResponse, textOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import { readJwks } from '../../core/token/jwks.ts'
import type { Context, LocalStep, Receipt, RequestStep } from '../../core/vendor.ts'
import { server } from './find-server.ts'
import { assumed } from './sources.ts'

const phase = 'Find the server'

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
