/** What a Managed Service Provider does: its tenants, a call for one of them, and two limits. */
import { isRecord, type JsonValue, member } from '../../core/answer/json.ts'
import { bearer, callApi, refusedStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { path } from './api-call.ts'
import { aps as plainAps, sites as plainSites } from './api-steps.ts'
import { apiPitfalls, rateText } from './shared.ts'
import { assumed, guide, limits } from './sources.ts'

const phase = 'The tenants'

const customersPath = '/msp_api/v1/customers'

/** The tenant that was named, when it is one; otherwise the first. */
function tenantIn(json: JsonValue | undefined, { values }: Context): Record<string, string> {
  const rows = isRecord(json) ? member(json, 'customers') : undefined
  const ids = (Array.isArray(rows) ? (rows as readonly JsonValue[]) : []).flatMap((row) => {
    const id = isRecord(row) ? member(row, 'customer_id') : undefined
    return typeof id === 'string' ? [id] : []
  })
  const tenant = ids.find((id) => id === values.tenant_id) ?? ids[0]
  return tenant === undefined ? {} : { tenant_id: tenant }
}

export const customers: RequestStep = callApi({
  id: 'customers',
  title: 'List the tenants',
  phase,
  why: 'An MSP works for its customers. Their customer IDs are what the header TenantID wants.',
  needs: [],
  gives: ['tenant_id'],
  url: (context) => path(context, customersPath, { offset: '0', limit: '10' }),
  gain: tenantIn,
  look: ['customer_id of each tenant. If the one you named is not among them, the first is used.'],
  pitfalls: [
    {
      status: 403,
      cause:
        'The token belongs to a single customer: its client was made for a tenant, or the account is no MSP.',
      remedy: 'Get a code with the provider’s own credentials, or skip to the calls.',
    },
    ...apiPitfalls,
  ],
  notes: [{ text: rateText, source: limits }],
})

export const tooMany: RequestStep = refusedStep({
  id: 'limit',
  title: 'Ask for too many at once',
  phase,
  why: 'The lists of the MSP service give at most 50 rows a call. Asking for 51 shows how such a service says no: in a third shape, different from the gateway’s.',
  needs: ['access_token'],
  gives: [],
  optional: true,
  request: (context) =>
    bearer(
      'GET',
      path(context, customersPath, { offset: '0', limit: '51' }),
      context.need('access_token'),
    ),
  expect: [400],
  otherwise: {
    means: 'The service gave more than 50 rows, or shortened the page by itself.',
    remedy: 'Count the rows. Staying at 50 is safe with every release.',
  },
  look: ['400 LIMIT_REQUEST_EXCEEDED: refused, as the guide says.'],
  pitfalls: apiPitfalls,
  notes: [
    { text: 'The limit of 50 and the text are the guide’s.', source: guide },
    { text: 'The other members of the body are assumed.', source: assumed },
  ],
})

/** The same call for a tenant; a token made for the tenant needs no header. */
const forTenant = (step: RequestStep, words: Partial<RequestStep>): RequestStep => ({
  ...step,
  ...words,
  phase,
  needs: [...step.needs, 'tenant_id'],
  async request(context) {
    const request = await step.request(context)
    return { ...request, headers: [...request.headers, ['TenantID', context.need('tenant_id')]] }
  },
})

const charged = { text: 'Calls for a tenant count against the provider’s rate.', source: guide }

const { optional: _, ...needed } = forTenant(plainSites, {
  title: 'List the sites of a tenant',
  why: 'The provider’s own token, and one header more: TenantID says for whom. The user’s role at that tenant decides what may be seen.',
  look: ['TenantID in the request.', 'The site is the tenant’s; the provider itself has none.'],
  notes: [charged],
})

export const sitesOfTenant: RequestStep = needed

export const apsOfTenant: RequestStep = forTenant(plainAps, {
  title: 'List the access points of a tenant',
  notes: [charged],
})

export const stranger: RequestStep = refusedStep({
  id: 'stranger',
  title: 'Ask for somebody else’s tenant',
  phase,
  why: 'TenantID is only a name. That naming a customer is not enough is worth seeing once.',
  asks: [
    {
      name: 'stranger_id',
      label: 'Customer ID of a stranger',
      initial: '00000000000000000000000000000000',
      hint: 'Any customer that is not a tenant of this provider.',
    },
  ],
  needs: ['access_token'],
  gives: [],
  optional: true,
  async request(context) {
    const url = path(context, '/central/v2/sites')
    const request = await bearer('GET', url, context.need('access_token'))
    return { ...request, headers: [...request.headers, ['TenantID', context.need('stranger_id')]] }
  },
  expect: [403],
  otherwise: {
    means: 'The call was answered for a customer that is no tenant.',
    remedy: 'Compare the ID with the list of tenants; if it is not there, tell Aruba’s support.',
  },
  look: ['403: refused, as it should be.'],
  pitfalls: apiPitfalls,
  notes: [{ text: 'Status and text of this refusal are assumed.', source: assumed }],
})
