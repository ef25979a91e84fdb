/** The statement studio: what it makes, what the server says to it, and where it stops. */
import { describe, expect, it } from 'vitest'
import { contextOf, fieldsOf } from '../../core/flow.ts'
import { textOf } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import { adobe } from './index.ts'
import { strangersKey } from './signing.ts'
import { before, lastOf, problemOf, stepOf, studio } from './walked.test-support.ts'

describe('the studio', () => {
  it('does not make forgeries for Adobe’s own server', async () => {
    const { session, environment, powers } = await before(studio, 'compose')
    const compose = stepOf(studio, 'compose')
    const live: Session = { ...session, target: 'live', values: {} }
    expect(fieldsOf(compose, live)).toEqual([])
    const context = contextOf(live, adobe.profile, environment, powers)
    const made = Promise.resolve().then(() => compose.kind === 'local' && compose.make(context))
    expect((await problemOf(made)).code).toBe('sandbox_only')
  })

  it('is refused when another key signs, and when the issuer is another one', async () => {
    const signed = await before(studio, 'sign')
    const stranger = await signed.run({ signing_key: 'stranger' })
    const composed = await before(studio, 'compose')
    const elsewhere = await composed.run({ statement_iss: 'auth.example' })
    for (const [hand, session] of [[signed, stranger] as const, [composed, elsewhere] as const]) {
      const ready =
        session === elsewhere ? await hand.step(session, stepOf(studio, 'sign')) : session
      const { outcome } = lastOf(await hand.step(ready, stepOf(studio, 'register')))
      expect(outcome.kind === 'refused' && outcome.problem.code).toBe('invalid_software_statement')
    }
  })

  it('says who has the last word for each name', async () => {
    const { run } = await before(studio, 'overrides')
    const { values } = await run()
    expect(JSON.parse(values['effective_metadata'] ?? '')).toMatchObject({
      client_name: { by: 'the statement', value: 'Android', overrides: 'Something else' },
      client_uri: { by: 'the request', value: 'https://www.example.com' },
      software_id: { by: 'the statement' },
    })
  })

  it('takes the redirect URIs of the statement when the request names none', async () => {
    const { run } = await before(studio, 'register')
    const { outcome } = lastOf(await run({ body_metadata: '' }))
    const body = outcome.kind === 'accepted' ? textOf(outcome.response ?? {}) : ''
    expect(JSON.parse(body)).toMatchObject({ redirect_uris: ['https://www.adobe.com'] })
  })

  it('is refused a redirect URI that the statement does not name', async () => {
    const { run } = await before(studio, 'send_redirect')
    const last = lastOf(await run({ foreign_redirect_uri: 'https://elsewhere.example/callback' }))
    expect(last.outcome.kind).toBe('accepted')
    const named = lastOf(await run({ foreign_redirect_uri: 'https://www.adobe.com' }))
    expect(named.outcome.kind === 'refused' && named.outcome.problem.code).toBe('still_works')
  })

  it('counts a refusal only with the code that was to be shown', async () => {
    const { run } = await before(studio, 'send_revoked')
    const { outcome } = lastOf(await run({ revoked_statement: 'no.jwt.atall' }))
    expect(outcome.kind === 'refused' && outcome.problem.code).toBe('invalid_software_statement')
  })

  it('notices a server that takes what it should refuse', async () => {
    const { session, run } = await before(studio, 'send_tampered')
    const { outcome } = lastOf(
      await run({ tampered_statement: session.values['software_statement'] ?? '' }),
    )
    expect(outcome.kind === 'refused' && outcome.problem.code).toBe('still_works')
  })

  it('forgets a stranger’s key: it cannot be taken out', async () => {
    expect((await strangersKey()).extractable).toBe(false)
  })
})
