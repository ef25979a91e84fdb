/** What an address answers when it is asked for keys. */
import { expect, it } from 'vitest'
import { utf8 } from '../../core/http.ts'
import type { Send } from '../../core/run.ts'
import { fetchKeys } from './fetch-keys.ts'

const answering =
  (json: unknown): Send =>
  () =>
    Promise.resolve({
      kind: 'answered',
      response: {
        ...{ status: 200, statusText: 'OK', httpVersion: '1.1', headers: [] },
        body: utf8(JSON.stringify(json)),
      },
    })

const ask = (json: unknown) =>
  fetchKeys(answering(json), 'https://as.example/meta', AbortSignal.timeout(1_000))

it('metadata names another address, which is not asked by itself (T77)', async () => {
  expect(await ask({ issuer: 'https://as.example', jwks_uri: 'https://as.example/keys' })).toEqual({
    ...{ kind: 'elsewhere', url: 'https://as.example/keys' },
  })
})

it('a key set is one whatever else stands in it, and an address that names itself is a problem', async () => {
  expect(await ask({ keys: [], jwks_uri: 'https://evil.example/keys' })).not.toHaveProperty('url')
  expect(await ask({ jwks_uri: 'https://as.example/meta' })).toMatchObject({ kind: 'problem' })
})
