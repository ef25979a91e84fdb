/** A browser's recording, as the walks it shows. */
import type { Session } from '../session.ts'
import { anyServer } from './any-server.ts'
import { type ArrivalNote, distinct, type NewId } from './arrived.ts'
import type { Reading } from './best-flow.ts'
import { bestReading } from './best-flow.ts'
import type { Har } from './har.ts'
import { sessionOf } from './har-session.ts'
import { type Atlas, matcherOf } from './places.ts'
import { fileNotes, journeyNotes } from './recording-notes.ts'
import { hopsOf, journeysOf } from './stitch.ts'

/** Of one recording. Somebody who signs in more often wants a second file. */
const MOST_JOURNEYS = 20

export interface Recorded {
  readonly walks: readonly {
    readonly session: Session
    readonly reading: Reading
    readonly notes: readonly ArrivalNote[]
  }[]
  /** Of the file as a whole. */
  readonly notes: readonly ArrivalNote[]
  /** Hosts where somebody signed in at a server that no vendor known here has. */
  readonly strangers: readonly string[]
}

export async function recordedIn(
  har: Har,
  atlas: Atlas,
  powers: { readonly id: NewId; readonly now: () => number },
): Promise<Recorded> {
  const hops = await hopsOf(har.entries, matcherOf(atlas))
  const walks: Recorded['walks'][number][] = []
  const strangers: string[] = []
  const journeys = journeysOf(hops)
  for (const journey of journeys.slice(0, MOST_JOURNEYS)) {
    const reading = bestReading(journey) ?? (await anyServer(journey, atlas))
    if (reading === undefined) {
      strangers.push(...journey.map(({ entry }) => new URL(entry.request.url).host))
      continue
    }
    const { profile } = reading.place.vendor
    const name = `${profile.name}: ${reading.flow.title}`
    const origin = `Read from a recording of a browser: ${har.title}.`.slice(0, 200)
    const session = await sessionOf(reading, journey, { ...powers, name, origin })
    walks.push({ session, reading, notes: journeyNotes(reading, journey) })
  }
  const more = journeys.length - MOST_JOURNEYS
  const notes = [
    ...har.notes,
    ...fileNotes(har.entries, hops.length),
    ...(more > 0 ? [tooMany(more)] : []),
  ]
  return { walks, notes: distinct(notes), strangers: [...new Set(strangers)] }
}

const tooMany = (more: number): ArrivalNote => ({
  code: 'too_many',
  text: `${more} more sign-ins are in the file; the first ${MOST_JOURNEYS} were read.`,
})
