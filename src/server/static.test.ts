/** The built app as it is served: the first screen's words on the first screen only, and the sandbox's address in all of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStatic } from './static.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantwalk-static-'))
const server = createServer()
let origin = ''

beforeAll(async () => {
  writeFileSync(
    join(folder, 'index.html'),
    '<meta content="http://localhost:7862"><main><!-- home: why --><h1>Walk</h1><!-- /home --></main>',
  )
  const serve = createStatic(folder, 'http://localhost:9999', () => [])
  if (serve === undefined) throw new Error('nothing to serve')
  server.on('request', serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const html = async (path: string) => (await fetch(`${origin}${path}`)).text()

test('the first screen opens with its words, and any other with none of them', async () => {
  expect(await html('/')).toContain('<h1>Walk</h1>')
  expect(await html('/?from=somewhere')).toContain('<h1>Walk</h1>')
  expect(await html('/walk/abc')).toBe(
    '<meta content="http://localhost:9999"><main><p class="page quiet">Loading…</p></main>',
  )
})

test('every screen is told where the simulated vendors are', async () => {
  for (const path of ['/', '/walk/abc'])
    expect(await html(path)).toContain('content="http://localhost:9999"')
})

test('a file that is not there is not answered with a screen', async () => {
  expect((await fetch(`${origin}/assets/gone.js`)).status).toBe(404)
})
