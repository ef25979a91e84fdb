/** Reads what was built; only the last test opens a page. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { brotliSum, FIRST_LOAD_LIMIT, weights } from '../tools/bytes.ts'
import { expect, test } from './fixtures.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const APP = join(ROOT, 'dist/app')
const OURS = /\.(?:js|css|html)$/

/** Path and text of every file below a folder. */
function textsUnder(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, 'utf8')])
}

const isSimulator = (path: string) => /[/\\](?:sandbox[/\\]|sandbox[^/\\]*\.ts$)/.test(path)

/** Long strings that only one side's source has: where one turns up, that side's code has been bundled. */
function markers(of: 'simulator' | 'app'): string[] {
  const sources = textsUnder(join(ROOT, 'src')).filter(
    ([path]) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'),
  )
  const strings = (text: string) => text.match(/(?<=')[\w .,:;()-]{24,}(?=')/g) ?? []
  const simulators = sources.filter(([path]) => isSimulator(path)).map(([, text]) => text)
  const others = sources.filter(([path]) => !isSimulator(path)).map(([, text]) => text)
  const [own, foreign] = of === 'simulator' ? [simulators, others] : [others, simulators]
  const elsewhere = foreign.join('\n')
  return [...new Set(own.flatMap(strings))].filter((string) => !elsewhere.includes(string))
}

const bundle = () =>
  textsUnder(APP)
    .filter(([path]) => OURS.test(path))
    .map(([, text]) => text)
    .join('\n')

test('the app is built without any simulator in it (T103)', () => {
  const app = bundle()
  const simulator = markers('simulator')
  expect(simulator.length, 'simulators have strings to look for').toBeGreaterThan(5)
  expect(simulator.filter((marker) => app.includes(marker))).toEqual([])
  expect(
    markers('app').some((marker) => app.includes(marker)),
    'looking for strings finds what is there',
  ).toBe(true)
})

test('the server is built with every simulator in it', () => {
  const server = readFileSync(join(ROOT, 'dist/server.js'), 'utf8')
  for (const vendor of readdirSync(join(ROOT, 'src/vendors'), { withFileTypes: true }))
    if (vendor.isDirectory()) expect(server).toContain(`vendors/${vendor.name}/sandbox.ts`)
})

test('no source map is published (T103)', () => {
  expect(textsUnder(APP).filter(([path]) => path.endsWith('.map'))).toEqual([])
  expect(bundle()).not.toContain('sourceMappingURL')
})

test('what the page names weighs no more than the budget', () => {
  const files = weights(APP)
  expect(files.length).toBeGreaterThan(1)
  expect(brotliSum(files), JSON.stringify(files, null, 2)).toBeLessThanOrEqual(FIRST_LOAD_LIMIT)
})

test('what home really fetches, lazy parts included, weighs no more than the budget', async ({
  page,
  grantwalk,
}) => {
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url())
    const kind = response.request().resourceType()
    if (origin === grantwalk.origin && ['document', 'script', 'stylesheet'].includes(kind))
      sizes.set(
        pathname,
        response.body().then((body) => brotliCompressSync(body).length),
      )
  })
  await page.goto(grantwalk.link, { waitUntil: 'networkidle' })
  const fetched = await Promise.all(
    [...sizes].map(async ([path, size]) => [path, await size] as const),
  )
  const sum = fetched.reduce((total, [, size]) => total + size, 0)
  expect(fetched.length).toBeGreaterThan(1)
  expect(sum, JSON.stringify(fetched)).toBeLessThanOrEqual(FIRST_LOAD_LIMIT)
})
