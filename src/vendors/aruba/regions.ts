/** Where the gateways are: the guide's eleven regions, and three that newer lists add (vendor notes, 5.1.1). */

interface Region {
  readonly id: string
  readonly host: string
  /** Where people work; not known of the later regions. */
  readonly pages?: string
  readonly later?: true
}

export const regions: readonly Region[] = [
  {
    id: 'US-1',
    host: 'app1-apigw.central.arubanetworks.com',
    pages: 'app.central.arubanetworks.com',
  },
  {
    id: 'US-2',
    host: 'apigw-prod2.central.arubanetworks.com',
    pages: 'app-prod2-ui.central.arubanetworks.com',
  },
  {
    id: 'US-WEST-4',
    host: 'apigw-uswest4.central.arubanetworks.com',
    pages: 'app-uswest4.central.arubanetworks.com',
  },
  {
    id: 'EU-1',
    host: 'eu-apigw.central.arubanetworks.com',
    pages: 'app2-eu.central.arubanetworks.com',
  },
  {
    id: 'EU-2',
    host: 'apigw-eucentral2.central.arubanetworks.com',
    pages: 'app-eucentral2.central.arubanetworks.com',
  },
  {
    id: 'EU-3',
    host: 'apigw-eucentral3.central.arubanetworks.com',
    pages: 'app-eucentral3.central.arubanetworks.com',
  },
  {
    id: 'Canada-1',
    host: 'apigw-ca.central.arubanetworks.com',
    pages: 'app-ca.central.arubanetworks.com',
  },
  {
    id: 'China-1',
    host: 'apigw.central.arubanetworks.com.cn',
    pages: 'app.central.arubanetworks.com.cn',
  },
  {
    id: 'APAC-1',
    host: 'api-ap.central.arubanetworks.com',
    pages: 'app2-ap.central.arubanetworks.com',
  },
  {
    id: 'APAC-EAST1',
    host: 'apigw-apaceast.central.arubanetworks.com',
    pages: 'app-apaceast.central.arubanetworks.com',
  },
  {
    id: 'APAC-SOUTH1',
    host: 'apigw-apacsouth.central.arubanetworks.com',
    pages: 'app-apacsouth.central.arubanetworks.com',
  },
  { id: 'US-EAST-1', host: 'apigw-us-east-1.central.arubanetworks.com', later: true },
  { id: 'US-WEST-5', host: 'apigw-uswest5.central.arubanetworks.com', later: true },
  { id: 'UAE-NORTH1', host: 'apigw-uaenorth1.central.arubanetworks.com', later: true },
]

const https = (host: string | undefined): string | undefined =>
  host === undefined ? undefined : `https://${host}`

const regionWith = (id: string | undefined): Region | undefined =>
  regions.find((one) => one.id === id)

export const gatewayOf = (id: string | undefined): string | undefined => https(regionWith(id)?.host)

export const pagesOf = (id: string | undefined): string | undefined => https(regionWith(id)?.pages)
