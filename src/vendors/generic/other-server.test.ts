/** What one server gave does not go to another (T64). */
import { expect, it } from 'vitest'
import { withoutOthers } from './other-server.ts'

const before = {
  token_endpoint: 'https://a.example/token',
  client_id: 'mine',
  client_secret: 'of a',
  refresh_token: 'of a, too',
}
const found = (token_endpoint: string) => ({
  gained: { issuer: 'x', token_endpoint },
  findings: [],
})

it('takes the secret and the tokens of the earlier server out, and says so (T64)', () => {
  const { gained, findings } = withoutOthers(before, found('https://b.example/token'))
  expect(gained).toMatchObject({ client_secret: '', refresh_token: '' })
  expect(gained).not.toHaveProperty('client_id')
  expect(findings).toMatchObject([{ code: 'server_turned' }])
})

it('leaves a walk alone that stays where it was, or goes somewhere for the first time', () => {
  for (const [values, endpoint] of [
    [before, 'https://a.example/oauth/token'],
    [{ client_secret: 'typed first' }, 'https://b.example/token'],
    [{ token_endpoint: 'https://a.example/token' }, 'https://b.example/token'],
    [before, ''],
  ] as const)
    expect(withoutOthers(values, found(endpoint))).toEqual(found(endpoint))
})
