/** The addresses in a case that somebody sent: what they may be at all, and which of them are strange (T64, T96). */
import type { Session } from '../session.ts'
import type { Environment, VendorProfile } from '../vendor.ts'
import { type ArrivalNote, badArrival } from './arrived.ts'

export interface KnownPlaces {
  readonly vendors: readonly { readonly profile: VendorProfile }[]
  /** Where a vendor's redirects come back to here, and where its simulator is. */
  readonly environment: (vendor: string) => Environment
}

const PLACE = /(?:_endpoint|_uri|_uris|_url|^issuer|^base)$/

interface Named {
  readonly name: string
  readonly value: string
}

const placesIn = (session: Session): readonly Named[] =>
  Object.entries(session.values)
    .map(([name, value]) => ({ name, value: value.trim() }))
    .filter(({ name, value }) => PLACE.test(name) && value !== '')

const isWeb = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  return /^https?:$/.test(new URL(url).protocol)
}

/** @throws Refusal for an address that is code, or a file, or anything but the web */
export function checkAddresses(session: Session): void {
  const sent = session.exchanges.flatMap(({ built, sent, callback }) => [
    built.url,
    sent.url,
    ...(callback === undefined ? [] : [callback]),
  ])
  // What has no scheme is no address yet, and cannot be opened.
  const named = placesIn(session).filter(({ value }) => /^[a-z][\w+.-]*:/i.test(value))
  const wrong = [...sent, ...named.map(({ value }) => value)].find((url) => !isWeb(url))
  if (wrong === undefined) return
  throw badArrival(
    'endpoint_scheme',
    `The case calls ${wrong.slice(0, 60)}, which is no http or https address.`,
    'Do not use this file. Ask whoever sent it where it comes from.',
  )
}

export function placeNotes(session: Session, known: KnownPlaces): readonly ArrivalNote[] {
  const profile = known.vendors.find((one) => one.profile.id === session.vendor)?.profile
  if (profile === undefined)
    return [
      {
        code: 'vendor_unknown',
        text: `The vendor ${session.vendor} is not known here, so the walk can be read, not continued.`,
      },
    ]
  const here = new URL(known.environment(profile.id).callback).origin
  const notes: ArrivalNote[] = []
  const { origins } = profile
  for (const { name, value } of goneTo(session, profile).filter((one) => isWeb(one.value))) {
    const { origin } = new URL(value)
    if (/^redirect_uris?$/.test(name)) {
      if (origin !== here) notes.push(foreign(value))
    } else if (origins.length === 0) notes.push(notApproved(origin))
    else if (!origins.includes(origin)) notes.push(changed(name, origin))
  }
  return notes
}

/** The addresses that are named, and those that the vendor's hosts become with these values. */
function goneTo(session: Session, profile: VendorProfile): readonly Named[] {
  const named = placesIn(session)
  if (session.target === 'sandbox') return named
  const hosts = Object.entries(profile.hosts(session.values))
  return [...named, ...hosts.map(([name, value]) => ({ name: `The host ${name}`, value }))]
}

/**
 * Where a walk goes that neither its vendor nor this Grantwalk is. Of one that came from elsewhere, each is
 * somebody else's word, and stays so however often the walk was opened.
 */
export function foreignOrigins(session: Session, known: KnownPlaces): readonly string[] {
  const profile = known.vendors.find((one) => one.profile.id === session.vendor)?.profile
  if (profile === undefined) return []
  const { callback, sandbox } = known.environment(profile.id)
  const own = [callback, sandbox].map((url) => new URL(url).origin)
  const origins = goneTo(session, profile)
    .filter(({ value }) => isWeb(value))
    .map(({ value }) => new URL(value).origin)
  return [...new Set(origins)].filter((one) => ![...own, ...profile.origins].includes(one))
}

const foreign = (value: string): ArrivalNote => ({
  code: 'redirect_uri_foreign',
  text: `The redirect URI is ${value.slice(0, 200)}: a code would be delivered there, not to you.`,
})

const notApproved = (origin: string): ArrivalNote => ({
  code: 'target_not_approved',
  text: `The walk goes to ${origin}. Opening it approves nothing: you are asked before anything is sent.`,
})

const changed = (name: string, origin: string): ArrivalNote => ({
  code: 'vendor_endpoint_changed',
  text: `${name} leads to ${origin}, which is none of this vendor’s addresses. Type no secret before you know why.`,
})
