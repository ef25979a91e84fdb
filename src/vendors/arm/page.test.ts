/** The copied token: Arm's page for people in the sandbox, and what a person pastes from it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { copyFrom } from '../form-browser.test-support.ts'
import { BASE, filled, flowOf, lastOf, simulated, stepOf } from './arm.test-support.ts'

let arm: Awaited<ReturnType<typeof simulated>>
beforeEach(async () => {
  arm = await simulated()
})

describe('a copied token', () => {
  const jane = { username: 'jane.doe@example.com', password: 'correct-horse' }
  const paste = async (pasted_token: string) => {
    const interactive = await flowOf('interactive')
    return arm.step(filled(arm.start(interactive), { pasted_token }), stepOf(interactive, 'page'))
  }

  it('comes from the page and opens the API, for an hour', async () => {
    const token = await copyFrom(arm.sandbox, `${BASE}/downloads/token`, jane)
    const session = await paste(token)
    expect(session.values['access_token']).toBe(token)
    const interactive = await flowOf('interactive')
    const list = stepOf(interactive, 'entitlements')
    expect(lastOf(await arm.step(session, list)).outcome.kind).toBe('accepted')
    arm.clock.now += 3_600_000
    expect(lastOf(await arm.step(session, list)).outcome).toMatchObject({
      kind: 'refused',
      problem: { means: expect.stringContaining('older than one hour') },
    })
  })

  it('is taken with whatever was copied around it', async () => {
    const token = await copyFrom(arm.sandbox, `${BASE}/downloads/token`, jane)
    const half = token.slice(0, 80)
    const rest = token.slice(80)
    for (const mess of [
      `"${token}"`,
      `Bearer ${token}\n`,
      `Authorization: bearer ${half}\r\n${rest}`,
    ])
      expect((await paste(mess)).values['access_token']).toBe(token)
  })

  it('is refused when it is no JWT', async () => {
    await expect(paste('a.b.c')).rejects.toMatchObject({ problem: { code: 'not_a_jwt' } })
    const [field] = stepOf(await flowOf('interactive'), 'page').asks ?? []
    expect(field?.check?.('eyJhbGciOi')).toMatch(/two dots/)
    expect(field?.check?.('Bearer a.b.c')).toBeUndefined()
  })

  it('is not shown for a wrong password, and the page says so without repeating it', async () => {
    const page = await arm.form('/downloads/token', { ...jane, password: '<b>wrong' })
    expect(page.status).toBe(400)
    expect(page.text).toContain('role="alert"')
    expect(page.text).not.toContain('wrong"')
    expect(page.text).not.toContain('eyJ')
  })

  it('is not given to a form of another site', async () => {
    const page = await arm.form('/downloads/token', jane, { 'sec-fetch-site': 'cross-site' })
    expect(page.status).toBe(404)
  })
})
