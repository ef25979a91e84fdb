/** The way out: build by allow-list, mask, write, scrub values, scrub shapes, look again. A hit stops it. */
import type { Sensitivity } from '../../core/values.ts'
import { segmentsOf } from '../mask.ts'
import { type Secret, secretsOf } from '../secrets.ts'
import { namedBy } from './cut-requests.ts'
import { type Hunted, huntedOf, meetClaims, openValues, ownWords } from './hunted.ts'
import { knownOf } from './known.ts'
import { labelsFor, type Met, numberer, recorder } from './labels.ts'
import {
  type Leaving,
  type LeavingInput,
  type LeavingKind,
  stopped,
  unknownFormat,
} from './leaving.ts'
import type { Masks } from './mask-by-name.ts'
import { maskSession } from './mask-session.ts'
import { emailsIn, jwtsIn, scrubPatterns } from './patterns.ts'
import { hasWord, scrubValues, scrubWords } from './scrub.ts'
import { verify } from './verify.ts'
import { type Written, writerOf } from './writers.ts'

/** Each stage can be replaced by a broken one, to see that the next one holds. */
export interface Stages {
  readonly known: typeof knownOf
  readonly mask: typeof maskSession
  readonly values: typeof scrubValues
  readonly patterns: typeof scrubPatterns
}

const ours: Stages = {
  known: knownOf,
  mask: maskSession,
  values: scrubValues,
  patterns: scrubPatterns,
}

export async function prepare(
  kind: LeavingKind,
  input: LeavingInput,
  stages: Stages = ours,
): Promise<Leaving> {
  const writer = writerOf(kind)
  if (writer === undefined) return unknownFormat
  const session = stages.known(input.session)
  const declared = declaredIn(input)
  const open = openValues(session, input.profile.values, declared)
  const met = meet(input, declared, open)
  const hunted = huntedOf(met, declared, ownWords(session, input.profile, input.flow))
  const { secrets, words } = hunted
  const number = await numberer(input.powers.random(32), met.length)
  const labels = await labelsFor(met, number, input.include?.personal === true)
  const masked = stages.mask(session, masksOf(input, open, labels, hunted))
  const written = await writer({ session, masked, input, ...namedBy(met, labels) })
  const text = written.program
    ? written.text
    : stages.patterns(
        scrubWords(
          stages.values(written.text, secrets, labels),
          words,
          (word) => labels.get(word) ?? '',
        ),
      )
  const hit = verify(text, secrets)
  if (hit !== undefined) return stopped(`line ${hit.line}, as ${hit.name}`)
  if (hasWord(text, words)) return stopped('a value that nobody declared')
  if (written.holds?.(text) === false) return stopped('a place that no longer fits its format')
  return ready(input, written, text)
}

/** Typed, gained or standing in a message under a declared name. */
function declaredIn({ session, profile, include }: LeavingInput): readonly Secret[] {
  const kinds: readonly Sensitivity[] =
    include?.personal === true ? ['secret'] : ['secret', 'personal']
  return secretsOf(session, profile.values, kinds)
}

/** Everything that will need a name, in the order in which it is met: what is declared comes first. */
function meet(
  { session, profile, include = {} }: LeavingInput,
  declared: readonly Secret[],
  open: ReadonlySet<string>,
): readonly Met[] {
  const { label, met } = recorder()
  for (const { name, value } of declared) label(name, value)
  const text = (one: string) => {
    for (const token of jwtsIn(one)) label('jwt', token)
    if (include.personal !== true) for (const address of emailsIn(one)) label('email', address)
    return one
  }
  maskSession(knownOf(session), { label, text, facts: profile.values, open, include })
  if (include.personal !== true) meetClaims(met.values(), open, label)
  return [...met.values()]
}

function masksOf(
  { profile, include = {} }: LeavingInput,
  open: ReadonlySet<string>,
  labels: ReadonlyMap<string, string>,
  { secrets, words }: Hunted,
): Masks {
  const standIn = (value: string) => labels.get(value) ?? '<secret>'
  // Names of members come again and again.
  const seen = new Map<string, string>()
  return {
    label: (_, value) => (value === '' ? '' : standIn(value)),
    text: (text) => {
      const known = seen.get(text)
      if (known !== undefined) return known
      const cut = segmentsOf(text, secrets)
        .map((part) =>
          part.kind === 'text' ? scrubWords(part.text, words, standIn) : standIn(part.secret.value),
        )
        .join('')
      const clean = scrubPatterns(cut)
      if (text.length < 100) seen.set(text, clean)
      return clean
    },
    facts: profile.values,
    open,
    include,
  }
}

function ready({ session, powers }: LeavingInput, written: Written, text: string): Leaving {
  const plain = (name: string) => name.replace(/[^\w-]+/g, '-').slice(0, 40)
  const day = new Date(powers.now()).toISOString().slice(0, 10)
  return {
    kind: 'ready',
    file: `${plain(session.vendor)}-${plain(session.flow)}-${day}-redacted.${written.ending}`,
    type: written.type,
    text,
    counts: written.counts ?? countsOf(text),
  }
}

/** Placeholders by name, also those written as an address needs them. */
function countsOf(text: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [, name = ''] of text.matchAll(/(?:<|%3C)([\w.-]{1,60})(?:#|%23)\d+/g))
    counts[name] = (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0) + 1
  return counts
}
