/** Every hostile callback of the case file gives the verdict named there. */
import { describe, expect, it } from 'vitest'
import { type Expected, readCallback } from './callback.ts'
import cases from './cases/callback.json' with { type: 'json' }
import { Refusal } from './problem.ts'

interface CaseContext {
  readonly response_type: string
  readonly state: string
  readonly issuer: string
  readonly iss_required: boolean
  readonly state_consumed?: boolean
  readonly age_s?: number
  readonly pending?: boolean
  readonly expected_path?: string
  readonly framed?: boolean
}

const now = 1_700_000_000_000

function expectedOf(context: CaseContext): Expected | undefined {
  if (context.pending === false) return undefined
  return {
    response_type: context.response_type === 'token' ? 'token' : 'code',
    state: context.state,
    redirect_uri: `https://app.example${context.expected_path ?? '/cb'}`,
    startedAt: now - (context.age_s ?? 1) * 1000,
    issuer: context.issuer,
    issuerPromised: context.iss_required,
    consumed: context.state_consumed ?? false,
  }
}

function verdictOf(url: string, expected: Expected | undefined): { outcome: string; code: string } {
  try {
    const { findings } = readCallback(url, expected, now)
    const [finding] = findings
    if (finding === undefined) return { outcome: 'accepted', code: 'ok' }
    return { outcome: 'accepted_with_warning', code: finding.code }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { outcome: thrown.problem.kind, code: thrown.problem.code }
  }
}

describe('a callback', () => {
  // A framed page never gets as far as reading its address: see e2e, "refuses to run in a frame".
  const readable = cases.filter((one) => !(one.input.context as CaseContext).framed)

  it.each(readable)('$id $title is $expect.outcome / $expect.code', (one) => {
    const verdict = verdictOf(one.input.url, expectedOf(one.input.context))
    expect(verdict).toEqual({ outcome: one.expect.outcome, code: one.expect.code })
  })

  it('leaves no case out but the framed one', () => {
    expect(cases.length - readable.length).toBe(1)
    expect(cases.length).toBeGreaterThan(35)
  })

  const code: Expected = {
    response_type: 'code',
    state: 'S1',
    redirect_uri: 'https://app.example/cb',
    startedAt: now,
  }

  it('with an error and a code together stops', () => {
    const url = 'https://app.example/cb?error=access_denied&code=x&state=S1'
    expect(verdictOf(url, code).code).toBe('error_and_success')
  })

  it('with the code in the fragment stops', () => {
    expect(verdictOf('https://app.example/cb#code=x&state=S1', code).code).toBe(
      'response_mode_mismatch',
    )
  })

  it('without a state is taken with a warning when none was sent', () => {
    expect(verdictOf('https://app.example/cb?code=x', { ...code, state: '' })).toEqual({
      outcome: 'accepted_with_warning',
      code: 'state_not_used',
    })
  })

  it('that is not an address says so', () => {
    expect(verdictOf('code=x', code).code).toBe('not_a_url')
  })

  it('keeps the words of the server exactly, markup included, as text', () => {
    const url =
      'https://app.example/cb?error=access_denied&state=S1&error_description=%3Cimg%20src%3Dx%3E'
    try {
      readCallback(url, code, now)
      expect.unreachable()
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(Refusal)
      if (thrown instanceof Refusal) expect(thrown.problem.said).toBe('access_denied: <img src=x>')
    }
  })
})
