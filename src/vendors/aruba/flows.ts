/** Aruba's three ways in, as lists of steps. Contract: section 5 of the vendor notes, README.md here. */
import type { Link } from '../../core/source.ts'
import type { Context, Field, Flow, LocalStep, RequestStep } from '../../core/vendor.ts'
import * as activity from './activity-steps.ts'
import * as api from './api-steps.ts'
import * as code from './code-steps.ts'
import * as end from './end-steps.ts'
import * as login from './login-steps.ts'
import * as msp from './msp-steps.ts'
import * as offline from './offline-steps.ts'
import { pagesOf } from './regions.ts'
import { region } from './shared.ts'
import { guide, guideLink, studio } from './sources.ts'
import * as token from './token-steps.ts'

interface Samples {
  readonly client_id: string
  readonly client_secret: string
}

const clientFields = ({ client_id, client_secret }: Samples): readonly Field[] => [
  {
    name: 'client_id',
    label: 'Client ID',
    hint: 'From API Gateway → My Apps & Tokens. Administrators and MSPs: System Apps & Tokens.',
    sample: client_id,
  },
  {
    name: 'client_secret',
    label: 'Client secret',
    kind: 'password',
    hint: 'In the same row.',
    sample: client_secret,
  },
]

const customer_id = (sample: string): Field => ({
  name: 'customer_id',
  label: 'Customer ID',
  hint: 'In the user menu at the top right of Central.',
  sample,
})

const userFields = (username: string, password: string): [Field, Field] => [
  {
    name: 'username',
    label: 'User name',
    hint: 'The email address you log in to Central with. A user with SSO needs the flow “Offline token”.',
    sample: username,
  },
  { name: 'password', label: 'Password', kind: 'password', sample: password },
]

/** The sandbox fills everything in, so only a live walk needs the pages. */
function centralPages({ target, values }: Context): Link | undefined {
  const url = target === 'live' ? pagesOf(values.region) : undefined
  return url === undefined ? undefined : { title: 'Open Central’s pages', url }
}

const know = (asks: readonly Field[], gives: readonly string[] = []): LocalStep => ({
  kind: 'local',
  id: 'app',
  title: 'Choose the region, know your app',
  phase: 'Prepare',
  action: 'Keep these details',
  why: 'Every Central account lives in one region, and only that region’s gateway knows it. An application made in API Gateway gives the client ID and secret.',
  opens: centralPages,
  asks: [region, ...asks],
  needs: [],
  gives,
  pitfalls: [
    {
      says: 'Auth failure',
      cause: 'In a wrong region the right password is wrong, and the right client unknown.',
      remedy: 'Look at the address of Central’s pages, and choose the region that belongs to it.',
    },
  ],
  notes: [
    { text: 'The guide names eleven regions; later lists add three.', source: studio },
    { text: 'Only administrators may choose the application’s name.', source: guide },
  ],
  links: [guideLink],
  make: () => ({}),
})

const jane = userFields('jane.doe@example.com', 'correct-horse')
const provider = userFields('msp.admin@example.com', 'many-tenants')

/** Seven calls a second and customer: a seventh of a second, and a little, between two of them. */
const inTurn = (...steps: readonly RequestStep[]): readonly RequestStep[] =>
  steps.map((step) => ({ ...step, pace: { group: 'api', milliseconds: 150 } }))

const oldPair = [token.refresh, token.oldAccessToken, token.oldRefreshToken]

const oauth: Flow = {
  id: 'oauth',
  title: 'OAuth grant',
  summary: 'Log in by API, get a code, exchange it. For users with a password of their own.',
  steps: [
    know([
      ...clientFields({
        client_id: 'c7d0a1f3b5e94862a0c4d8e6f2173b95',
        client_secret: '7e2b9d4f61c8403ab5d0e9f7a3c18264',
      }),
      customer_id('3f1c2a9e5b7d4806a1c4e8f0d2b69735'),
    ]),
    login.logIn(...jane),
    code.authorizationCode(),
    token.exchangeCode,
    ...inTurn(
      ...inTurn(api.networks, api.aps, api.apsV2, api.sites),
      api.groups,
      api.devices,
      activity.audit,
      activity.clients,
      activity.moreClients,
      activity.newSite,
    ),
    ...oldPair,
    login.logInAgain(...jane),
    end.deleteToken,
    end.callDeleted,
  ],
}

const offlineToken: Flow = {
  id: 'offline',
  title: 'Offline token',
  summary: 'Download a token from Central’s pages and go on from there. The only way with SSO.',
  steps: [
    know(
      clientFields({
        client_id: 'e4b1907c25d84f3a96c0d7e2a15f8b63',
        client_secret: '26d9c0a7f3e84b51b7a2d6e8c9f01435',
      }),
    ),
    offline.openFile,
    api.networks,
    api.aps,
    api.apsV2,
    api.sites,
    ...oldPair,
    offline.worthless,
  ],
}

const tenant_id: Field = {
  name: 'tenant_id',
  label: 'Customer ID of the tenant',
  hint: 'If you do not have it at hand, put your own customer ID: “List the tenants” takes the first one then.',
  sample: '267958b55d5a463e94a302c20f4a6b68',
}

const mspTenant: Flow = {
  id: 'msp',
  title: 'MSP on a tenant',
  summary: 'A Managed Service Provider’s token, used for one of its tenants with TenantID.',
  steps: [
    know(
      [
        ...clientFields({
          client_id: '5a8e1d7c3f6b4902be0d9c8a7f1e2d34',
          client_secret: 'f10c7b6a5d9e4832a1c3e5f7092b4d68',
        }),
        customer_id('9a04c7e1d3b84f65b2e8f07c6d51a39e'),
        tenant_id,
      ],
      // Listed here too, so that going back to the login does not clear what the person typed.
      ['tenant_id'],
    ),
    login.logIn(...provider),
    code.tenantCredentials,
    code.authorizationCode([code.actAs]),
    token.exchangeCode,
    ...inTurn(msp.customers, msp.tooMany, msp.sitesOfTenant, msp.apsOfTenant, msp.stranger),
    ...oldPair,
    login.logInAgain(...provider),
    end.deleteToken,
    end.callDeleted,
  ],
}

export const flows: readonly Flow[] = [oauth, offlineToken, mspTenant]
