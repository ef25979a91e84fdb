/** The five verdicts of one token, each renewed when what it rests on changes. */
import { type Accessor, createMemo } from 'solid-js'
import { runVerdict } from '../../core/token/binding.ts'
import { decodedVerdict } from '../../core/token/decoded.ts'
import { issuerVerdict } from '../../core/token/issuer.ts'
import type { Aspect, Token, Verdict } from '../../core/token/shapes.ts'
import { signatureVerdict } from '../../core/token/signature.ts'
import { timeVerdict } from '../../core/token/time.ts'
import { createNow } from '../kit/clock.ts'
import { createSettled } from './settled.ts'
import type { Verdicts } from './Verdicts.tsx'
import type { HeldKey, Workbench } from './workbench.ts'

/** Time passes while one looks: its verdict is renewed with the clock, the others when the token or a key changes. */
export function createVerdicts(
  token: Accessor<Token>,
  /** What it was called where it was found. */
  name: Accessor<string>,
  bench: Workbench,
): Accessor<Verdicts> {
  const beside = () => ({ name: name(), keys: bench.keys().map(({ key }) => key) })
  const now = createNow()
  const decoded = createMemo(() => decodedVerdict(token()))
  const issuer = createMemo(() => issuerVerdict(token(), bench.expectations(), beside()))
  const time = createMemo(() => timeVerdict(token(), { now: now(), skew: bench.skew() }))
  const signature = createSettled(
    () => ({ token: token(), held: bench.keys() }),
    ({ token: checked, held }) =>
      signatureVerdict(
        checked,
        held.length === 0 ? undefined : held.map(({ key }) => key),
        sourceOf(held),
      ),
  )
  const run = createSettled(
    () => ({ token: token(), expected: bench.expectations(), known: beside() }),
    async ({ token: checked, expected, known }) => await runVerdict(checked, expected, known),
  )
  return createMemo(() => ({
    decoded: decoded(),
    issuer_audience: issuer(),
    time: time(),
    ...optional('signature', signature()),
    ...optional('run', run()),
  }))
}

const optional = (aspect: Aspect, verdict: Verdict | undefined): Verdicts =>
  verdict === undefined ? {} : { [aspect]: verdict }

/** To follow “with”. */
function sourceOf(held: readonly HeldKey[]): string | undefined {
  const [first] = held
  if (first === undefined || held.some(({ from }) => from !== first.from)) return undefined
  return first.from.startsWith('http') ? `the keys of ${new URL(first.from).host}` : undefined
}
