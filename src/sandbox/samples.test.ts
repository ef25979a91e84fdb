/** The samples: what the viewer and the builder are tried on. */
import { describe, expect, it } from 'vitest'
import { createSandbox } from './engine.ts'
import { APP, ORIGIN } from './plain.test-support.ts'

const waits: number[] = []
const sandbox = createSandbox({
  simulators: [],
  origin: ORIGIN,
  appOrigins: [APP],
  now: () => 0,
  wait: (milliseconds) => {
    waits.push(milliseconds)
    return Promise.resolve()
  },
})
const get = (path: string, init: RequestInit = {}) =>
  sandbox(new Request(`${ORIGIN}/.samples/${path}`, init))

describe('the samples', () => {
  it('are listed, for a program and for a person, and each one answers', async () => {
    const { samples } = (await (await get('')).json()) as { samples: { url: string }[] }
    expect(samples.length).toBeGreaterThan(10)
    for (const { url } of samples) {
      const answer = await sandbox(new Request(url))
      expect([url, answer.status === 404, answer.status < 500]).toEqual([url, false, true])
      await answer.body?.cancel()
    }
    const page = await get('', { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('<h1>Samples</h1>')
  })

  it('say that a sample is not there', async () => {
    expect((await get('nothing')).status).toBe(404)
    expect((await get('__proto__')).status).toBe(404)
  })

  it.each([0, 1, 2, 3, 100, 65_536, 200_001])('stream exactly %d bytes', async (size) => {
    const answer = await get(`large?bytes=${size}`)
    const text = await answer.text()
    expect([answer.headers.get('content-length'), text.length]).toEqual([String(size), size])
    if (size > 1) expect(Array.isArray(JSON.parse(text))).toBe(true)
  })

  it('cap what is asked for', async () => {
    const large = await get('large?bytes=99999999999')
    expect(large.headers.get('content-length')).toBe(String(128 * 1024 * 1024))
    await large.body?.cancel()
    expect((await (await get('bytes?count=9999999')).arrayBuffer()).byteLength).toBe(1024 * 1024)
    waits.length = 0
    await get('slow?ms=999999')
    expect(waits).toEqual([30_000])
  })

  it('send events with gaps, and end', async () => {
    waits.length = 0
    const answer = await get('events?count=3&gap=50')
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const text = await answer.text()
    expect(text.match(/^id: \d$/gm)).toEqual(['id: 1', 'id: 2', 'id: 3'])
    expect(waits).toEqual([50, 50])
  })

  it('echo a request as it came, bytes too', async () => {
    const post = async (body: BodyInit) =>
      (await (
        await get('echo?a=1&a=2', { method: 'POST', body, headers: { 'x-a': 'b' } })
      ).json()) as {
        headers: unknown
      }
    expect(await post('hé')).toMatchObject({
      method: 'POST',
      target: '/.samples/echo?a=1&a=2',
      query: [
        ['a', '1'],
        ['a', '2'],
      ],
      body: { bytes: 3, text: 'hé' },
    })
    expect((await post('x')).headers).toContainEqual(['x-a', 'b'])
    expect(await post(Uint8Array.of(255))).toMatchObject({ body: { bytes: 1, base64: '/w==' } })
    const tooLarge = await get('echo', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
    expect(tooLarge.status).toBe(413)
  })

  it('let Grantwalk’s own page read them directly, and no other', async () => {
    const from = (origin: string, method = 'GET') =>
      get('json', {
        method,
        headers: { origin, 'access-control-request-headers': 'x-a' },
      })
    const allowed = await from(APP, 'OPTIONS')
    expect([
      allowed.headers.get('access-control-allow-origin'),
      allowed.headers.get('access-control-allow-headers'),
    ]).toEqual([APP, 'x-a'])
    const stranger = await from('https://stranger.example')
    expect(stranger.headers.has('access-control-allow-origin')).toBe(false)
  })

  it('keep a page’s script from running where someone opens it', async () => {
    expect((await get('html')).headers.get('content-security-policy')).toContain('sandbox')
  })
})
