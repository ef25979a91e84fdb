import { describe, expect, it } from 'vitest'
import { walker } from '../../vendors/contract.test-support.ts'
import { vendorOf } from '../../vendors/index.ts'
import { type HeaderPairs, type HttpRequest, type HttpResponse, utf8 } from '../http.ts'
import { compose } from './compose.ts'
import { emptyDraft } from './draft.ts'
import { linkOf, type Paging, pagingOf } from './paging.ts'
import { turned } from './turn.ts'

const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: [['a', 'b']] })
const answer = (json: unknown, headers: HeaderPairs = [], status = 200): HttpResponse => ({
  ...{ status, statusText: '', httpVersion: '1.1', headers },
  body: utf8(typeof json === 'string' ? json : JSON.stringify(json)),
})
const addresses = (paging: Paging | undefined) =>
  Object.fromEntries((paging?.links ?? []).map(({ rel, request }) => [rel, request.url]))
const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }))
const generic = (url: string, json: unknown, headers: HeaderPairs = []) =>
  pagingOf(undefined, get(url), answer(json, headers))

/** What the simulator answered to a step, and what the step after it sent. */
async function walked(id: string, flow: string) {
  const vendor = vendorOf(id)
  const found = (await vendor?.flows())?.find((one) => one.id === flow)
  if (vendor === undefined || found === undefined) throw new Error(`no ${id}/${flow}`)
  const { walk, environment } = await walker(vendor)
  const root = `${environment.sandbox}/${id}`
  const { exchanges } = await walk(found)
  const of = (step: string) => {
    const exchange = exchanges.find((one) => one.step === step)
    if (exchange?.outcome.kind !== 'accepted' || exchange.outcome.response === undefined)
      throw new Error(`no answer to ${step}`)
    return { sent: exchange.sent, response: exchange.outcome.response }
  }
  const paging = (step: string) => {
    const { sent, response } = of(step)
    return pagingOf(vendor.profile.paging, sent, response, root)
  }
  return { of, paging }
}

describe('the vendors’ own styles', () => {
  it('Arm: offset is the number of a page', async () => {
    const { of, paging } = await walked('arm', 'interactive')
    const first = paging('entitlements')
    expect(first).toMatchObject({ style: 'page_number', says: expect.stringMatching(/^Page 1 of/) })
    expect(linkOf(first, 'next')?.url).toBe(of('next_page').sent.url)
    expect(linkOf(paging('next_page'), 'previous')?.url).toBe(of('entitlements').sent.url)
  })

  it('Arm: the last page has no next one', () => {
    const facts = { offset: 'page', limit: 10 } as const
    const json = { totalNumberOfItems: 12, items: rows(2) }
    const last = pagingOf(facts, get('https://a.example/e?offset=2'), answer(json))
    expect(addresses(last)).toEqual({ previous: 'https://a.example/e?offset=1' })
    const whole = { totalNumberOfItems: 12, items: rows(10) }
    const first = pagingOf(facts, get('https://a.example/e'), answer(whole))
    expect(addresses(first)).toEqual({
      next: 'https://a.example/e?offset=2',
      last: 'https://a.example/e?offset=2',
    })
  })

  it('Aruba: a cursor, with offset left at 0', async () => {
    const { of, paging } = await walked('aruba', 'oauth')
    const page = paging('clients')
    expect(page?.style).toBe('cursor')
    expect(linkOf(page, 'next')?.url).toBe(of('more_clients').sent.url)
  })

  it('Aruba: an offset of rows, and a total', () => {
    const json = { count: 20, total: 45, sites: rows(20) }
    const url = 'https://a.example/central/v2/sites?limit=20&offset=20&sort=%2Bsite_name'
    const page = generic(url, json)
    expect(page).toMatchObject({ style: 'offset', says: 'Rows 21 to 40 of 45' })
    const at = (offset: number) => url.replace('offset=20', `offset=${offset}`)
    expect(addresses(page)).toEqual({ next: at(40), previous: at(0), last: at(40) })
  })

  it('Aruba: the audit log says itself whether there is more', () => {
    const url = 'https://a.example/auditlogs/v1/events?limit=2&offset=0'
    const log = (remaining_records: boolean) =>
      linkOf(generic(url, { events: rows(2), total: 2, remaining_records }), 'next')
    expect(log(true)?.url).toBe('https://a.example/auditlogs/v1/events?limit=2&offset=2')
    expect(log(false)).toBeUndefined()
  })

  it('Adobe: links down and up, one or several', async () => {
    const { of, paging } = await walked('adobe', 'client_credentials')
    const root = paging('root')
    expect(root?.style).toBe('links')
    expect(root?.links.map(({ rel }) => rel)).toEqual(['drill-down', 'drill-down', 'drill-down'])
    expect(root?.links.map(({ request }) => request.url)).toContain(of('drill').sent.url)
    expect(paging('drill')?.links.map(({ rel }) => rel)).toContain('roll-up')
  })

  it('Usage Engine and AMM: no pages that anybody knows of', async () => {
    expect(
      (await walked('usage-engine', 'client_credentials')).paging('list_types'),
    ).toBeUndefined()
    expect((await walked('amm', 'password')).paging('groups')).toBeUndefined()
  })
})

describe('other styles', () => {
  it('follow the Link header (RFC 8288), whatever commas stand in it', () => {
    const link =
      '</a?x=1,2&page=2>; title="b, c"; rel="next", <https://a.example/a?page=9>; rel=last, </s>; rel="stylesheet"'
    expect(addresses(generic('https://a.example/a', '', [['Link', link]]))).toEqual({
      next: 'https://a.example/a?x=1,2&page=2',
      last: 'https://a.example/a?page=9',
    })
  })

  it.each<[unknown, string]>([
    [{ next: 'https://a.example/?p=2' }, 'https://a.example/?p=2'],
    [{ next: '?p=2' }, 'https://a.example/list?p=2'],
    [{ '@odata.nextLink': '/x' }, 'https://a.example/x'],
    [{ paging: { next: '/y' } }, 'https://a.example/y'],
    [{ next_cursor: 'a/b' }, 'https://a.example/list?q=1&cursor=a%2Fb'],
    [{ nextPageToken: 't' }, 'https://a.example/list?q=1&pageToken=t'],
  ])('follow %j', (json, next) => {
    expect(linkOf(generic('https://a.example/list?q=1', json), 'next')?.url).toBe(next)
  })

  it.each([{ next: 'step two' }, { next: null }, { next: 3 }, {}, [], 'x', { items: rows(3) }])(
    'do not take %j for paging',
    (json) => {
      expect(generic('https://a.example/list', json)).toBeUndefined()
    },
  )

  it('count pages by page', () => {
    const page = generic('https://a.example/l?page=2&per_page=3', { total: 7, items: rows(3) })
    expect(page?.says).toBe('Page 2 of 3')
    expect(linkOf(page, 'next')?.url).toBe('https://a.example/l?page=3&per_page=3')
  })
})

describe('a link to another server', () => {
  it.each([
    'https://evil.example/next',
    '//evil.example/next',
    'http://a.example/next',
    'https://u:p@a.example/next',
  ])('%s is named and not followed', (next) => {
    const page = generic('https://a.example/list', {}, [['Link', `<${next}>; rel=next`]])
    expect(page?.links).toEqual([])
    expect(page?.problems).toMatchObject([{ kind: 'security_stop', code: 'foreign_page' }])
    expect(page?.problems[0]?.means).toContain(new URL(next, 'https://a.example').origin)
  })

  it('that is no web address is not even named', () => {
    const page = generic('https://a.example/list', {}, [
      ['Link', '<javascript:alert(1)>; rel=next'],
    ])
    expect(page).toBeUndefined()
  })
})

describe('a hostile answer', () => {
  it('does not stall', () => {
    const started = performance.now()
    generic('https://a.example/', {}, [['Link', '<a>;'.repeat(4000)]])
    generic('https://a.example/', {}, [['Link', `<${'<'.repeat(16_000)}`]])
    generic('https://a.example/', {}, [['Link', `<a>${'; a'.repeat(5000)}=`]])
    generic('https://a.example/', {}, [['Link', `<a>${' ;'.repeat(8000)}`]])
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('a draft', () => {
  const draft = {
    ...emptyDraft('d'),
    url: 'https://a.example/list',
    query: [
      { name: 'limit', value: '{{limit}}', on: true },
      { name: 'offset', value: '{{offset}}', on: true, about: 'The page' },
    ],
  }
  const scope = {
    session: { id: 's', name: 's', values: { limit: '10', offset: '0' }, facts: {}, origins: [] },
    ...{ approved: ['https://a.example'], now: 0, random: () => 'r' },
  }

  it('is turned to the next page, and keeps its other variables', async () => {
    const composed = await compose(draft, scope)
    if (composed.kind === 'problem') throw new Error('problem')
    const next = {
      ...composed.request,
      url: 'https://a.example/list?limit=10&offset=10&c=%7B%7Bx%7D%7D',
    }
    const after = turned(draft, composed.request, next)
    expect(after.query).toEqual([
      { name: 'limit', value: '{{limit}}', on: true },
      { name: 'offset', value: '10', on: true, about: 'The page' },
      { name: 'c', value: '\\{{x}}', on: true },
    ])
    const again = await compose(after, scope)
    expect(again.kind === 'request' && again.request.url).toBe(next.url)
  })

  it('is turned to another path whole', async () => {
    const composed = await compose(draft, scope)
    if (composed.kind === 'problem') throw new Error('problem')
    const next = { ...composed.request, url: 'https://a.example/other?x=1' }
    const again = await compose(turned(draft, composed.request, next), scope)
    expect(again.kind === 'request' && again.request.url).toBe(next.url)
  })

  it('never takes a key of its query from the link, and no server can ask for a variable', () => {
    const key = { kind: 'api_key', in: 'query', name: 'key', value: '{{api_key}}' } as const
    const sent = get('https://a.example/list?key=k')
    const next = get('https://a.example/next?key=k&q={{access_token}}')
    const after = turned({ ...emptyDraft('k'), url: sent.url, authorization: key }, sent, next)
    expect(after.authorization).toBe(key)
    expect(after.url).toBe('https://a.example/next?q=%7B%7Baccess_token%7D%7D')
  })
})
