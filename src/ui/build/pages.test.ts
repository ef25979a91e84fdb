import { expect, test } from 'vitest'
import { emptyDraft } from '../../core/draft/draft.ts'
import { draftOfPage } from './pages.ts'

const link = (url: string) => ({
  rel: 'next',
  title: 'Next page',
  request: { method: 'GET', url, headers: [] },
})

const draft = {
  ...emptyDraft('d1'),
  url: 'https://api.example/items',
  query: [{ name: 'page', value: '1', on: true }],
}

test('another page is the same request at the address of the link, with its credentials written anew', () => {
  const authorization = { kind: 'bearer', token: '{{access_token}}' } as const
  const next = draftOfPage({ ...draft, authorization }, link('https://api.example/items?page=2'))
  expect(next.url).toBe('https://api.example/items?page=2')
  expect(next.query).toEqual([])
  expect(next.authorization).toEqual(authorization)
})

test('a key that stands in the address is not added to it a second time', () => {
  const authorization = { kind: 'api_key', in: 'query', name: 'key', value: 'k' } as const
  const next = draftOfPage({ ...draft, authorization }, link('https://api.example/items?key=k&p=2'))
  expect(next.authorization).toEqual({ kind: 'none' })
})

test('braces in a link mean themselves, so that no server can ask for a variable', () => {
  const next = draftOfPage(draft, link('https://api.example/items?q={{access_token}}'))
  expect(next.url).toBe('https://api.example/items?q=\\{{access_token}}')
})
