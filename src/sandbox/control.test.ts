/** The control surface of a simulator: clock, settings, reset. */
import { describe, expect, it } from 'vitest'
import { appliance } from './amm.test-support.ts'

interface State {
  readonly now: number
  readonly offset: number
  readonly settings: readonly { readonly id: string; readonly value: unknown }[]
}

const settingOf = (state: State, id: string): unknown =>
  state.settings.find((setting) => setting.id === id)?.value

async function stateOf(answer: Response): Promise<State> {
  expect(answer.status).toBe(200)
  return (await answer.json()) as State
}

describe('the control surface', () => {
  it('shows the clock, the settings and the fixtures', async () => {
    const { send, clock } = appliance()
    const state = await stateOf(await send('/.sandbox'))
    expect(state).toMatchObject({ now: clock.now, offset: 0 })
    expect(state).toMatchObject({
      clients: [{ client_id: 'my_client', client_secret: 'the_secret' }, {}, {}, {}, {}],
      accounts: [{ username: 'operator' }, {}, {}, {}, {}, {}],
    })
    expect(settingOf(state, 'version')).toBe('2.17.5')
    expect(settingOf(state, 'quota')).toBe(360)
  })

  it('moves the clock forward, more each time', async () => {
    const { control, clock } = appliance()
    await control({ advance: 60 })
    const state = await stateOf(await control({ advance: 0.5 }))
    expect(state).toMatchObject({ offset: 60.5, now: clock.now + 60500 })
  })

  it('starts over: clock, settings and every token', async () => {
    const { control, password, api } = appliance()
    const { access_token } = await password()
    await control({ advance: 60, settings: { quota: 5 } })
    const state = await stateOf(await control({ reset: true, settings: { strict: true } }))
    expect(state.offset).toBe(0)
    expect([settingOf(state, 'quota'), settingOf(state, 'strict')]).toEqual([360, true])
    expect((await api('/api/v1/systems/groups', access_token)).status).toBe(401)
  })

  it.each([
    ['nonsense', 'Send a JSON object.'],
    ['[]', 'Send a JSON object.'],
    ['{"advance":-1}', 'advance is a number of seconds, at least 0.'],
    ['{"advance":"1"}', 'advance is a number of seconds, at least 0.'],
    ['{"advance":1e300}', 'advance would lead more than a hundred years ahead.'],
    ['{"reset":1}', 'reset is true or false.'],
    ['{"rewind":1}', 'Nothing here is called rewind.'],
    ['{"settings":null}', 'settings is an object.'],
    ['{"settings":{"colour":1}}', 'There is no setting colour.'],
    ['{"settings":{"__proto__":1}}', 'There is no setting __proto__.'],
    ['{"settings":{"version":"3"}}', 'version cannot be "3".'],
    ['{"settings":{"quota":0}}', 'quota cannot be 0.'],
    ['{"settings":{"quota":1.5}}', 'quota cannot be 1.5.'],
    ['{"settings":{"quota":100000}}', 'quota cannot be 100000.'],
    ['{"settings":{"strict":"yes"}}', 'strict cannot be "yes".'],
  ])('refuses %s', async (body, message) => {
    const { send } = appliance()
    const headers = { 'Content-Type': 'application/json' }
    const answer = await send('/.sandbox', { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ message })
  })

  it('changes nothing when one part of a request is wrong', async () => {
    const { send, control } = appliance()
    await control({ advance: 1, settings: { quota: 0, strict: true } })
    const state = await stateOf(await send('/.sandbox'))
    expect([state.offset, settingOf(state, 'strict')]).toEqual([0, false])
  })

  it('takes no form from a foreign page, and no other method', async () => {
    const { send } = appliance()
    const form = await send('/.sandbox', { method: 'POST', body: '{"reset":true}' })
    expect(form.status).toBe(415)
    expect((await send('/.sandbox', { method: 'DELETE' })).status).toBe(405)
  })
})
