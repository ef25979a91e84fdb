/** The pages that Usage Engine's claims rest on. Read on 2026-11-20. */
import type { Link, Source } from '../../core/source.ts'

const page = (title: string, number: number): Link => ({
  title,
  url: `https://infozone.atlassian.net/wiki/spaces/DAZ/pages/${number}`,
})

export const guide: Source = {
  kind: 'vendor',
  link: page('Usage Engine: client credentials', 79921630),
}
export const accesses: Source = {
  kind: 'document',
  link: page('Usage Engine: configuring application access', 79790433),
}
export const curlGuide: Source = {
  kind: 'document',
  link: page('Usage Engine: getting started with APIs using curl', 224887267),
}
export const reference: Source = {
  kind: 'document',
  link: { title: 'Usage Engine API reference', url: 'https://api.digitalroute.io' },
}
export const streams: Source = {
  kind: 'document',
  link: {
    title: 'DigitalRoute’s example streams',
    url: 'https://github.com/digitalroute/udp-example-streams',
  },
}
/** `sub` ending in @clients, `gty` and `azp`: the identity provider behind it is Auth0. */
export const auth0: Source = {
  kind: 'inferred',
  link: {
    title: 'Auth0: client credentials flow',
    url: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/client-credentials-flow',
  },
}
export const assumed: Source = { kind: 'assumed' }
