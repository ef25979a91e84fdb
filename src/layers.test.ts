import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { complaints } from '../tools/layers.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const onDisk = () =>
  new Map(
    readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  )

test('the source tree keeps its own rules', () => {
  const files = onDisk()
  expect(files.size).toBeGreaterThan(5)
  expect(complaints(files)).toEqual([])
})

const OPENING = '/** Planted. */\n'
const planted = (path: string, code: string, ...more: readonly (readonly [string, string])[]) =>
  complaints(new Map([[path, OPENING + code], ...more]))

describe('who may import whom', () => {
  test.each([
    ['src/core/a.ts', '../trace/b.ts'],
    ['src/trace/a.ts', '../client/b.ts'],
    ['src/vendors/amm/a.ts', '../../sandbox/b.ts'],
    ['src/sandbox/a.ts', '../relay/b.ts'],
    ['src/relay/a.ts', '../vendors/index.ts'],
    ['src/client/a.ts', '../trace/b.ts'],
    ['src/ui/a.ts', '../sandbox/b.ts'],
    ['src/ui/a.ts', '../relay/b.ts'],
    ['src/main.tsx', './sandbox/b.ts'],
    ['src/server.ts', './ui/b.ts'],
  ])('%s may not import %s', (path, name) => {
    expect(planted(path, `import { b } from '${name}'\n`)).toHaveLength(1)
    expect(planted(path, `import '${name}'\n`)).toHaveLength(1)
    expect(planted(path, `export * from '${name}'\n`)).toHaveLength(1)
    expect(planted(path, `const b = await import(\`${name}\`)\n`)).toHaveLength(1)
    expect(planted(path, `import type { B } from '${name}'\n`)).toHaveLength(1)
  })

  test.each([
    ['src/trace/a.ts', '../core/b.ts'],
    ['src/vendors/amm/a.ts', './b.ts'],
    ['src/sandbox/a.ts', '../vendors/amm/sandbox.ts'],
    ['src/ui/a.ts', '../vendors/index.ts'],
    ['src/server.ts', './relay/node.ts'],
  ])('%s may import %s', (path, name) => {
    expect(planted(path, `import { b } from '${name}'\n`)).toEqual([])
  })

  test('a vendor may not import another vendor', () => {
    expect(planted('src/vendors/amm/a.ts', "import { b } from '../beta/b.ts'\n")).toHaveLength(1)
  })

  test('nothing but the sandbox may import a simulator', () => {
    expect(planted('src/ui/a.ts', "import { b } from '../vendors/amm/sandbox.ts'\n")).toHaveLength(
      1,
    )
    expect(planted('src/vendors/amm/index.ts', "import { b } from './sandbox.ts'\n")).toHaveLength(
      1,
    )
    expect(planted('src/vendors/amm/sandbox.ts', "import { b } from './sandbox-api.ts'\n")).toEqual(
      [],
    )
  })

  test('the kit knows nothing of the rest', () => {
    expect(planted('src/ui/kit/A.tsx', "import type { B } from '../../core/b.ts'\n")).toHaveLength(
      1,
    )
    expect(planted('src/ui/kit/A.tsx', "import { B } from './B.tsx'\n")).toEqual([])
  })

  test.each([
    ['src/core/a.ts', 'node:fs'],
    ['src/relay/gates.ts', 'undici'],
    ['src/core/a.ts', 'solid-js'],
    ['src/ui/a.ts', 'idb-keyval'],
  ])('%s may not use %s', (path, name) => {
    expect(planted(path, `import { b } from '${name}'\n`)).toHaveLength(1)
  })

  test('tests may import what they test with', () => {
    expect(planted('src/core/a.test.ts', "import { b } from '../sandbox/b.ts'\n")).toEqual([])
  })
})

describe('effects', () => {
  test.each([
    ['src/core/a.ts', "await fetch('https://a.example')"],
    ['src/relay/a.ts', 'await globalThis.fetch(url)'],
    ['src/vendors/amm/a.ts', 'const now = Date.now()'],
    ['src/trace/a.ts', 'const now = new Date()'],
    ['src/sandbox/a.ts', 'const id = Math.random()'],
    ['src/core/a.ts', "indexedDB.open('a')"],
    ['src/core/a.ts', "localStorage.getItem('a')"],
    ['src/ui/a.ts', 'await fetch(url)'],
  ])('%s may not contain %s', (path, code) => {
    expect(planted(path, `${code}\n`)).toHaveLength(1)
  })

  test.each([
    ['src/core/a.ts', '// Date.now is handed in'],
    ['src/trace/a.ts', "const text = 'await fetch(url)'"],
    ['src/core/a.ts', 'await customFetch(url)'],
    ['src/relay/node.ts', 'const now = Date.now()'],
    ['src/server.ts', 'const now = Date.now()'],
    ['src/core/a.test.ts', 'const now = Date.now()'],
    ['src/client/send.ts', 'await fetch(url)'],
  ])('%s may contain %s', (path, code) => {
    expect(planted(path, `${code}\n`)).toEqual([])
  })

  test('one file calls fetch, and one touches IndexedDB', () => {
    const second = (code: string) =>
      planted('src/client/a.ts', code, ['src/client/b.ts', OPENING + code])
    expect(second('await fetch(url)\n')).toEqual(['src/client/b.ts: a second file calls fetch'])
    expect(second("import { get } from 'idb-keyval'\n")).toHaveLength(1)
    expect(second("indexedDB.deleteDatabase('a')\n")).toHaveLength(1)
  })
})

describe('form', () => {
  test('a file has at most 250 lines', () => {
    expect(planted('src/core/a.ts', '\n'.repeat(249))).toEqual([])
    expect(planted('src/core/a.ts', '\n'.repeat(250))).toHaveLength(1)
  })

  test('a file opens with a sentence on what it is for', () => {
    expect(complaints(new Map([['src/core/a.ts', 'const a = 1\n']]))).toHaveLength(1)
  })

  test('only the interface is .tsx', () => {
    expect(planted('src/client/a.tsx', '')).toHaveLength(1)
    expect(planted('src/ui/A.tsx', '')).toEqual([])
  })

  test.each(['src/core/utils.ts', 'src/ui/helpers/a.ts', 'src/core/url-util.ts'])(
    '%s has a name that says nothing',
    (path) => {
      expect(planted(path, '')).toHaveLength(1)
    },
  )

  test.each([
    'element.innerHTML = text',
    '// @ts-ignore',
    '// oxlint-disable-next-line no-eval',
    '// TODO finish',
  ])('%s is forbidden, in tests too', (code) => {
    expect(planted('src/core/a.ts', `${code}\n`)).toHaveLength(1)
    expect(planted('src/core/a.test.ts', `${code}\n`)).toHaveLength(1)
  })
})
