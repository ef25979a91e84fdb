/** How grave a note about an arrival is, and what is said when a recording holds no walk. */
import type { Problem } from '../problem.ts'
import type { ArrivalNote } from './arrived.ts'

export type Tone = 'info' | 'warning'

export interface TonedNote extends ArrivalNote {
  readonly tone: Tone
}

/** Read these before anything is typed or sent (T64, T96). */
const grave = new Set([
  'target_not_approved',
  'vendor_endpoint_changed',
  'redirect_uri_foreign',
  'secrets_present',
  'vendor_unknown',
  'vendor_guessed',
])

export const toned = (note: ArrivalNote): TonedNote => ({
  ...note,
  tone: grave.has(note.code) ? 'warning' : 'info',
})

const listed = (hosts: readonly string[]): string =>
  hosts.length <= 5 ? hosts.join(', ') : `${hosts.slice(0, 5).join(', ')} and others`

export const unknownServers = (hosts: readonly string[]): Problem => ({
  kind: 'bad_input',
  code: 'vendor_unknown',
  means: `The file shows a sign-in at ${listed(hosts)}, which is no vendor known here.`,
  remedy: 'Open its requests in the builder instead.',
})

export const unknownFlow = (flow: string, vendor: string): Problem => ({
  kind: 'bad_input',
  code: 'flow_unknown',
  means: `The case is of a way into ${vendor} called ${flow}, which this Grantwalk does not know.`,
  remedy: 'Open it in the Grantwalk it came from, or in a newer one.',
})

export const noSignIn: Problem = {
  kind: 'bad_input',
  code: 'har_no_sign_in',
  means:
    'None of the requests in the file belongs to a sign-in, and none goes to a vendor known here.',
  remedy:
    'Record once more: open the network panel, keep its log across pages, and sign in from the start.',
}

export const alsoElsewhere = (hosts: readonly string[]): ArrivalNote => ({
  code: 'strangers_left_out',
  text: `A sign-in at ${listed(hosts)} is in the file, too; that server is no vendor known here.`,
})
