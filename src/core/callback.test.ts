/** Every hostile callback of the case file gives the verdict named there. */
import { describe, expect, it } from 'vitest'
import { type Expected, readCallback } from './callback.ts'
import cases from './cases/callback.json' with { type: 'json' }
import { postedCallback } from './form-post.ts'
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

describe('a callback (T52 to T56)', () => {
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

  it('without a state is taken with a warning when none was sent (T56)', () => {
    expect(verdictOf('https://app.example/cb?code=x', { ...code, state: '' })).toEqual({
      outcome: 'accepted_with_warning',
      code: 'state_not_used',
    })
  })

  it('that is not an address says so', () => {
    expect(verdictOf('code=x', code).code).toBe('not_a_url')
  })

  const hybrid: Expected = { ...code, response_type: 'code id_token token' }
  const all = 'code=x&id_token=y&access_token=z&token_type=Bearer&state=S1'

  it('of several parts stands in the fragment, and carries every one of them', () => {
    expect(verdictOf(`https://app.example/cb#${all}`, hybrid).code).toBe('ok')
    expect(verdictOf(`https://app.example/cb?${all}`, hybrid).code).toBe('response_mode_mismatch')
    for (const part of ['code', 'id_token', 'access_token']) {
      const without = all.replace(new RegExp(`${part}=\\w&`), '')
      expect(verdictOf(`https://app.example/cb#${without}`, hybrid).code).toBe(`${part}_missing`)
    }
  })

  it('without the promised iss stops, unless its ID token names the issuer (RFC 9207 section 4)', () => {
    const promised = { issuer: 'https://as.example', issuerPromised: true }
    const front = (type: string, answer: string) =>
      verdictOf(`https://app.example/cb#${answer}&state=S1`, {
        ...{ ...code, ...promised, response_type: type },
      }).code
    const bearer = 'access_token=z&token_type=Bearer'
    expect(front('token', bearer)).toBe('iss_missing')
    expect(front('id_token token', `${bearer}&id_token=y`)).toBe('ok')
    expect(front('id_token token', `${bearer}&id_token=y&iss=https://evil.example`)).toBe(
      'iss_mismatch',
    )
  })

  it('with an ID token nobody asked for stops', () => {
    const url = 'https://app.example/cb#access_token=z&token_type=Bearer&id_token=y&state=S1'
    expect(verdictOf(url, { ...code, response_type: 'token' }).code).toBe('response_type_mismatch')
    expect(verdictOf(url, { ...code, response_type: 'token id_token' }).code).toBe('ok')
  })

  it('that was posted is taken where a form was asked for, and nowhere else', () => {
    const posted = postedCallback('https://app.example/cb', 'code=x&state=S1')
    const form: Expected = { ...code, response_mode: 'form_post' }
    expect(verdictOf(posted, form).code).toBe('ok')
    expect(verdictOf(posted, code).code).toBe('response_mode_mismatch')
    expect(verdictOf('https://app.example/cb#code=x&state=S1', form).code).toBe(
      'response_mode_mismatch',
    )
    expect(verdictOf('https://app.example/cb?code=x&state=S1', form).code).toBe(
      'response_mode_mismatch',
    )
    const mixed = postedCallback('https://app.example/cb?code=y', 'code=x&state=S1')
    expect(verdictOf(mixed, form).code).toBe('mixed_response')
  })

  it('that was posted keeps every sign of it', () => {
    const text = 'a b+c%&=é“#?/\\"<>😀'
    const body = new URLSearchParams({ code: 'x', state: 'S1', error_description: text })
    const url = postedCallback('https://app.example/cb?vendor=1', body.toString())
    expect(new URL(url).search).toBe('?vendor=1&form_post')
    const { parameters } = readCallback(url, { ...code, response_mode: 'form_post' }, now)
    expect(parameters.get('error_description')).toBe(text)
    expect(postedCallback('https://app.example/cb', 'x="<é>#')).not.toMatch(/["<>é]|#.*#/)
  })

  it('after a logout brings back the state, and nothing else', () => {
    const back: Expected = { ...code, response_type: 'none' }
    expect(verdictOf('https://app.example/cb?state=S1', back).code).toBe('ok')
    expect(verdictOf('https://app.example/cb?state=S2', back).code).toBe('state_mismatch')
    expect(verdictOf('https://app.example/cb', back).code).toBe('state_missing')
    expect(verdictOf('https://app.example/cb?state=S1&code=x', back).code).toBe(
      'response_type_mismatch',
    )
  })

  it('keeps the words of the server exactly, markup included, as text (T69)', () => {
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
