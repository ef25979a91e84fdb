import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale } from './builds.ts'

let root = ''
/** Writes a file as if at that second. */
const write = (path: string, second: number) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), '')
  touch(path, second)
}
const touch = (path: string, second: number) => {
  utimesSync(join(root, path), second, second)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grantwalk-'))
  write('index.html', 100)
  write('package-lock.json', 100)
  write('src/core/http.ts', 100)
  touch('src/core', 100)
  touch('src', 100)
  write('dist/app/index.html', 200)
  write('dist/server.js', 201)
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

test('what is newer than its sources is not built again', () => {
  expect(isStale(root)).toBe(false)
})

test.each(['dist/app/index.html', 'dist/server.js'])(
  'without %s there is something to build',
  (path) => {
    rmSync(join(root, path))
    expect(isStale(root)).toBe(true)
  },
)

test.each([
  'src/core/http.ts',
  'index.html',
  'package-lock.json',
  'public/icon.svg',
  'vite.config.ts',
])('a newer %s makes it stale', (path) => {
  write(path, 300)
  expect(isStale(root)).toBe(true)
})

test('a source between the two builds makes it stale', () => {
  write('src/core/http.ts', 200.5)
  touch('src/core', 100)
  expect(isStale(root)).toBe(true)
})

test('a deleted source makes it stale', () => {
  rmSync(join(root, 'src/core/http.ts'))
  expect(isStale(root)).toBe(true)
})
