/** What a login page posts comes back to the page in a fragment, and goes nowhere else. */
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFormPost, isFormPost } from './form-post.ts'

const origin = 'http://localhost:7861'
let server: Server
let at: string

beforeEach(async () => {
  const formPost = createFormPost(origin)
  server = createServer((request, response) => {
    if (isFormPost(request)) void formPost(request, response)
    else response.writeHead(405).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const form = 'application/x-www-form-urlencoded'

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${at}${path}`, {
    ...{ method: 'POST', redirect: 'manual', body },
    headers: { 'content-type': form, origin: 'https://as.example', ...headers },
  })

/** With room for so long an address in the answer, as browsers have. */
const statusOf = (bytes: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': form }, maxHeaderSize: 1 << 18 }
    const asked = httpRequest(`${at}/callback/generic`, options, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject)
    asked.end('a'.repeat(bytes))
  })

describe('a posted answer', () => {
  it('goes on to the page, in the fragment, and is stored by nobody', async () => {
    const answer = await post('/callback/generic', 'code=c+1&state=%C3%A9')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(
      `${origin}/callback/generic?form_post#code=c+1&state=%C3%A9`,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('cannot end the header, or lead to another origin', async () => {
    const answer = await post('/callback/generic', 'state=a\r\nset-cookie: x=1\r\n\r\n<script>')
    const location = answer.headers.get('location') ?? ''
    expect(location).toContain('#state=a%0D%0Aset-cookie:%20x=1%0D%0A%0D%0A%3Cscript%3E')
    expect(new URL(location).origin).toBe(origin)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('takes a form only', async () => {
    for (const type of ['application/json', 'multipart/form-data', 'text/plain', `${form}, x/y`])
      expect((await post('/callback/generic', 'code=1', { 'content-type': type })).status).toBe(415)
    const charset = { 'content-type': `${form};charset=UTF-8` }
    expect((await post('/callback/generic', 'code=1', charset)).status).toBe(303)
  })

  it('of more than 64 KiB is turned away, one of exactly that is not', async () => {
    expect(await statusOf(65_536)).toBe(303)
    expect(await statusOf(65_537)).toBe(413)
  })

  it('is taken at the address of a callback only', async () => {
    for (const path of [
      '/',
      '/callback',
      '/callback/',
      '/callback/a/b',
      '/callback/../relay/v1',
      '/x',
    ])
      expect((await post(path, 'code=1')).status, path).toBe(405)
  })

  it('keeps the query it was posted to, so that a mixed answer is seen', async () => {
    const answer = await post('/callback/generic?code=evil', 'code=c1')
    expect(answer.headers.get('location')).toBe(
      `${origin}/callback/generic?code=evil&form_post#code=c1`,
    )
  })

  it('leaves no word of itself in the log', async () => {
    const said = vi.spyOn(console, 'log')
    const failed = vi.spyOn(console, 'error')
    await post('/callback/generic', 'code=SECRET')
    await post('/callback/generic', 'code=SECRET', { 'content-type': 'text/plain' })
    expect([...said.mock.calls, ...failed.mock.calls].flat().join()).not.toContain('SECRET')
  })

  it('answers what is no proper address and bad bytes, and stands', async () => {
    const bytes = new Uint8Array([0x63, 0x3d, 0xff, 0xfe, 0x00])
    const answer = await fetch(`${at}/callback/generic`, {
      ...{ method: 'POST', redirect: 'manual', body: bytes },
      headers: { 'content-type': form },
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toContain('#c=%EF%BF%BD%EF%BF%BD%00')
  })
})
