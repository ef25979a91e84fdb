/** AMM's authorization codes at the token endpoint: used once, by the right client, for the right address. */
import { describe, expect, it } from 'vitest'
import {
  type Appliance,
  appliance,
  CALLBACK,
  freshCode,
  MY_CLIENT,
  OTHER_CLIENT,
  refused,
} from './amm.test-support.ts'

describe('a code of AMM', () => {
  const exchange = (appliances: Appliance, code: string, more = {}, credentials = MY_CLIENT) =>
    appliances.token(
      { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more },
      credentials,
    )
  const used = [400, 'invalid_grant', 'Invalid authorization code']
  const mismatch = [400, 'invalid_grant', 'Redirect URI mismatch.']

  it('has six characters of Spring’s alphabet and works once', async () => {
    const appliances = appliance()
    const code = await freshCode(appliances)
    expect(code).toMatch(/^[\w-]{6}$/)
    expect((await exchange(appliances, code)).status).toBe(200)
    expect(await refused(await exchange(appliances, code))).toEqual(used)
  })

  it('is burnt by a failed exchange', async () => {
    const appliances = appliance()
    const code = await freshCode(appliances)
    const wrong = await exchange(appliances, code, { redirect_uri: `${CALLBACK}/x` })
    expect(await refused(wrong)).toEqual(mismatch)
    expect(await refused(await exchange(appliances, code))).toEqual(used)
  })

  it('is refused to another client, and burnt', async () => {
    const appliances = appliance()
    const code = await freshCode(appliances)
    const answer = [401, 'invalid_client', 'Client ID mismatch']
    expect(await refused(await exchange(appliances, code, {}, OTHER_CLIENT))).toEqual(answer)
    expect(await refused(await exchange(appliances, code))).toEqual(used)
  })

  it('survives a wrong client secret, which is noticed first', async () => {
    const appliances = appliance()
    const code = await freshCode(appliances)
    expect((await exchange(appliances, code, {}, 'my_client:no')).status).toBe(401)
    expect((await exchange(appliances, code)).status).toBe(200)
  })

  it('wants the redirect URI again when the request named it, and only then', async () => {
    const appliances = appliance()
    const named = await freshCode(appliances)
    const without = { grant_type: 'authorization_code', code: named }
    expect(await refused(await appliances.token(without))).toEqual(mismatch)

    const first = await freshCode(appliances, { redirect_uri: '' })
    expect(await refused(await exchange(appliances, first))).toEqual(mismatch)
    const second = await freshCode(appliances, { redirect_uri: '' })
    const plain = await appliances.token({ grant_type: 'authorization_code', code: second })
    expect(plain.status).toBe(200)
  })

  it('lives ten minutes', async () => {
    const appliances = appliance()
    const early = await freshCode(appliances)
    await appliances.control({ advance: 599 })
    expect((await exchange(appliances, early)).status).toBe(200)
    const late = await freshCode(appliances)
    await appliances.control({ advance: 600 })
    expect(await refused(await exchange(appliances, late))).toEqual(used)
  })

  it('is given to one of two exchanges that come at the same time', async () => {
    const appliances = appliance()
    const code = await freshCode(appliances)
    const both = [exchange(appliances, code), exchange(appliances, code)]
    const statuses = (await Promise.all(both)).map((answer) => answer.status)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400])
  })
})
