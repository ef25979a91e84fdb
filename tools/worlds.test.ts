import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT, runCommand } from './command.ts'

/** Below the project's root, so that the planted files see the same node_modules. */
const CACHE = join(ROOT, '.cache')
let folder = ''

beforeAll(() => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'worlds-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const tsc = (...args: string[]) => runCommand(['typescript', 'tsc', ...args])

/** Type-checks one line of code in a world. */
async function compile(world: string, code: string): Promise<string> {
  const project = mkdtempSync(join(folder, `${world}-`))
  writeFileSync(join(project, 'planted.tsx'), `${code}\nexport {}\n`)
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, `tsconfig.${world}.json`),
      include: ['planted.tsx'],
      exclude: [],
    }),
  )
  return (await tsc('-p', project)).output
}

test.each([
  ['worker', 'window.alert(location.href)', 'window'],
  ['worker', 'document.title', 'document'],
  ['worker', 'console.log(process.pid)', 'process'],
  ['worker', "import 'node:fs'", 'node:fs'],
  ['worker', "Buffer.from('')", 'Buffer'],
  ['dom', 'console.log(process.pid)', 'process'],
  ['dom', "import 'node:fs'", 'node:fs'],
  ['dom', "Buffer.from('')", 'Buffer'],
  ['node', 'window.alert()', 'window'],
  ['node', 'document.title', 'document'],
])('in the world %s, `%s` does not compile', async (world, code, name) => {
  const output = await compile(world, code)
  expect(output).toContain(name)
  expect(output).toContain('error TS')
})

test.each([
  ['worker', "await crypto.subtle.digest('SHA-256', new TextEncoder().encode(''))"],
  ['dom', 'window.alert(document.title)'],
  ['node', 'console.log(process.pid, crypto.randomUUID())'],
  ['e2e', 'console.log(process.pid, window.location.href)'],
])('in the world %s, `%s` compiles', async (world, code) => {
  expect(await compile(world, code)).toBe('')
})

test.each([
  ['an array may be shorter than its index', 'export const a: number = [1][2]', 'TS2322'],
  ['absent is not undefined', 'export const a: { b?: 1 } = { b: undefined }', 'TS2375'],
  ['an enum is not erasable', 'export enum A { b }', 'TS1294'],
])('%s', async (_, code, error) => {
  expect(await compile('worker', code)).toContain(error)
})

test('every source file is checked in its own world', async () => {
  const listed = async (world: string) =>
    (await tsc('-p', `tsconfig.${world}.json`, '--listFilesOnly')).output
      .split('\n')
      .map((path) => relative(ROOT, path.trim()))
      .filter((path) => path.startsWith('src/'))
  const [worker = [], dom = [], node = [], e2e = []] = await Promise.all(
    ['worker', 'dom', 'node', 'e2e'].map(listed),
  )
  const onDisk = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path))
  const worldOf = (path: string) => {
    if (/\.test\.ts$|\/node-[^/]*\.test-support\.ts$/.test(path)) return [...node, ...e2e]
    if (/^src\/(?:core|trace|vendors|sandbox|relay\/(?!node))/.test(path)) return worker
    return /^src\/(?:server|relay)/.test(path) ? node : dom
  }
  expect(onDisk.filter((path) => !worldOf(path).includes(path))).toEqual([])
  expect(
    worker.filter((path) => /\.test\.ts$|^src\/(?:ui|client)|^src\/relay\/node/.test(path)),
  ).toEqual([])
})
