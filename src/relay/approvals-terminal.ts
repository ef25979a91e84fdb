/** The questions whoever sits at the terminal is asked before the relay goes somewhere sharper (T31, T35). */
import type { TlsFacts } from '../core/wire.ts'
import type { AskTerminal, TerminalAnswer } from './approvals.ts'
import type { Vetted } from './policy.ts'

/** One question, answered with y or anything else. `undefined`: no answer in time. */
export type YesNo = (question: string, signal: AbortSignal) => Promise<boolean | undefined>

/**
 * Asks about the address first and shakes hands only after a yes: a page that could make the relay connect
 * before would have a port scanner (T27). A certificate that is not trusted is a second question.
 */
export const createAskTerminal =
  (
    yesNo: YesNo,
    certificate: (to: Vetted) => Promise<TlsFacts | undefined>,
    say: (line: string) => void,
  ): AskTerminal =>
  async (to, whenGone) => {
    const gone = new AbortController()
    whenGone(() => gone.abort())
    const allowed = await yesNo(question(to), gone.signal)
    if (allowed !== true) return no(allowed)
    if (to.url.protocol !== 'https:') return { kind: 'yes' }
    const facts = await certificate(to)
    if (facts === undefined) {
      say('  It showed no certificate, so it may not be running. It is allowed without a pin.')
      return { kind: 'yes' }
    }
    if (facts.authorized || facts.leaf === undefined) return { kind: 'yes' }
    const pin = facts.leaf.sha256
    const pinned = await yesNo(certificateQuestion(pin), gone.signal)
    return pinned === true ? { kind: 'yes', pin } : no(pinned)
  }

const no = (answer: boolean | undefined): TerminalAnswer => ({
  kind: answer === undefined ? 'late' : 'no',
})

const question = ({ url, addresses, port }: Vetted): string =>
  `\nThe page asks to reach ${url.origin}\n  address ${addresses.join(', ')}, port ${port}\n  ${
    url.protocol === 'http:'
      ? 'Plain http: everything sent there can be read on the way.'
      : 'Its certificate is looked at after your yes, before anything is sent.'
  }\nDid you ask for this, and may the relay go there until it is stopped? [y/N] `

const certificateQuestion = (sha256: string): string =>
  `\nNothing vouches for its certificate. Compare this SHA-256 with the one on the appliance:\n  ${spaced(sha256)}\nAccept this certificate, and no other, until Grantwalk is stopped? [y/N] `

const spaced = (hex: string): string => (hex.match(/../g) ?? []).join(':')
