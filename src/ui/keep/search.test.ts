import { describe, expect, it } from 'vitest'
import type { Summary } from '../../client/summary.ts'
import { found, sorted, tagsOf } from './search.ts'
import { hasTerm, readQuery, toggled, written } from './search-query.ts'
import { readTags } from './tags.ts'

const vendorName = (id: string) => ({ amm: 'Sierra Wireless AMM', adobe: 'Adobe Pass' })[id] ?? id

const summary = (parts: Partial<Summary>): Summary => ({
  ...{ version: 2, id: parts.name ?? 'x', name: 'A walk', vendor: 'amm', flow: 'password' },
  ...{ target: 'sandbox', createdAt: 1, updatedAt: 1, exchanges: 1 },
  ...parts,
})

const walks: readonly Summary[] = [
  summary({
    name: 'Zürich login',
    flow: 'authorization_code',
    updatedAt: 3,
    hosts: ['amm.example:8443'],
    statuses: [302, 200],
    last: 'accepted',
    tags: ['customer', 'ticket 77'],
    target: 'live',
  }),
  summary({
    name: 'Wrong password',
    updatedAt: 2,
    statuses: [400],
    last: 'refused',
    problems: 'invalid_grant Bad credentials',
    note: 'Asked the operator on Monday',
  }),
  summary({ name: 'Statement', vendor: 'adobe', updatedAt: 1, pinned: true, state: 's' }),
]

const names = (query: string) => found(walks, query, vendorName).map(({ name }) => name)

describe('finding a walk', () => {
  it.each([
    ['zurich', 'Zürich login'],
    ['ZÜRICH', 'Zürich login'],
    ['sierra bad credentials', 'Wrong password'],
    ['vendor:adobe', 'Statement'],
    ['vendor:"adobe pass"', 'Statement'],
    ['flow:code', 'Zürich login'],
    ['authorization code', 'Zürich login'],
    ['host:8443', 'Zürich login'],
    ['status:400', 'Wrong password'],
    ['status:4xx', 'Wrong password'],
    ['status:refused', 'Wrong password'],
    ['error:invalid_grant', 'Wrong password'],
    ['note:monday', 'Wrong password'],
    ['name:wrong', 'Wrong password'],
    ['tag:"ticket 77"', 'Zürich login'],
    ['tag:customer target:live', 'Zürich login'],
    ['is:pinned', 'Statement'],
    ['is:waiting', 'Statement'],
    ['sierra -tag:customer', 'Wrong password'],
  ])('by %s', (query, name) => {
    expect(names(query)).toEqual([name])
  })

  it.each(['status:40', 'tag:cust', 'is:pin', 'nowhere', 'vendor:adobe status:400'])(
    'finds none by %s',
    (query) => {
      expect(names(query)).toEqual([])
    },
  )

  it.each(['', '   ', 'tag:', '"'])('shows all of them for %j', (query) => {
    expect(names(query)).toHaveLength(3)
  })

  it('reads an address and a time of day as words, and an open quotation mark to the end', () => {
    expect(readQuery('https://a.example/x 10:30')).toEqual([
      { text: 'https://a.example/x' },
      { text: '10:30' },
    ])
    expect(readQuery('tag:"two words')).toEqual([{ kind: 'tag', text: 'two words' }])
  })

  it('adds a term and takes the same one away again', () => {
    const term = written('tag', 'ticket 77')
    const with77 = toggled('zurich', term)
    expect(with77).toBe('zurich tag:"ticket 77"')
    expect(hasTerm(with77, term)).toBe(true)
    expect(toggled(with77, term)).toBe('zurich')
    expect(toggled('is:pinned', 'is:pinned')).toBe('')
  })
})

describe('the order of walks', () => {
  const order = (by: Parameters<typeof sorted>[1]) =>
    sorted(walks, by, vendorName).map(({ name }) => name)

  it('keeps what is pinned on top, whatever the order', () => {
    expect(order('newest')).toEqual(['Statement', 'Zürich login', 'Wrong password'])
    expect(order('oldest')).toEqual(['Statement', 'Wrong password', 'Zürich login'])
    expect(order('name')).toEqual(['Statement', 'Wrong password', 'Zürich login'])
  })

  it('sorts vendors by how they are called, and numbers in names as numbers', () => {
    const three = [
      summary({ name: 'Walk 10' }),
      summary({ name: 'Walk 9' }),
      summary({ name: 'Other', vendor: 'adobe' }),
    ]
    expect(sorted(three, 'name', vendorName).map(({ name }) => name)).toEqual([
      ...['Other', 'Walk 9', 'Walk 10'],
    ])
    expect(sorted(three, 'vendor', vendorName)[0]?.name).toBe('Other')
  })
})

describe('tags', () => {
  it('are read from a line, each once, in their order', () => {
    expect(readTags(' customer , Ticket  77, CUSTOMER,, "x" ')).toEqual([
      'customer',
      'Ticket 77',
      'x',
    ])
    expect(readTags('a'.repeat(90))[0]).toHaveLength(40)
    expect(readTags(Array.from({ length: 50 }, (_none, at) => `t${at}`).join())).toHaveLength(20)
  })

  it('are offered by how often they are used', () => {
    expect(tagsOf([...walks, summary({ tags: ['ticket 77'] })])).toEqual([
      ['ticket 77', 2],
      ['customer', 1],
    ])
  })
})
