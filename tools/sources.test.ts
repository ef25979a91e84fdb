/** What the sources must not contain, or only in one place: cheaper to see in the text than in a browser. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test|\.test-support)\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({
    path: relative(ROOT, path).split(sep).join('/'),
    text: readFileSync(path, 'utf8'),
  }))

const where = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .sort()

test('certificate checks are left to nobody but the code that checks itself (T37)', () => {
  expect(where(/rejectUnauthorized/)).toEqual(['src/relay/node-dial.ts'])
  expect(where(/insecureHTTPParser: true|NODE_TLS_REJECT_UNAUTHORIZED'?\] ?=[^=]/)).toEqual([])
})

test('the page opens no window and has no opener (T70, T81)', () => {
  expect(where(/window\.open\b|\bopen\(['"`]|window\.opener/)).toEqual([])
  const linked = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/<a\b[^>]*target="_blank"[^>]*>/gs)].map(([link]) => ({ path, link })),
  )
  expect(linked.length).toBeGreaterThan(3)
  expect(linked.filter(({ link }) => !link.includes('rel="noopener noreferrer"'))).toEqual([])
})

test('nothing listens to messages of other windows (T82)', () => {
  // On the page, a bare or window listener would hear every frame and opener. A worker’s scope has neither.
  const heard =
    /(?:^|[^.\w]|\bwindow\.|\bself\.|\bglobalThis\.)(?:addEventListener\('message'|onmessage\b)/m
  expect(where(heard)).toEqual(['src/client/reading-worker.ts'])
})

test('no field that takes text is remembered or spell-checked by the browser (T101)', () => {
  const fields = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/<(?:input|textarea)\b.*?\n\s*\/?>/gs)].map(([field]) => ({ path, field })),
  )
  const typed = fields.filter(
    ({ field }) => !/type="(?:file|radio|checkbox)"|readonly/i.test(field),
  )
  expect(typed.length).toBeGreaterThan(8)
  const open = typed.filter(
    ({ field }) => !(field.includes('autocomplete=') && field.includes('spellcheck=')),
  )
  expect(open.map(({ path, field }) => `${path} ${field}`)).toEqual([])
})

test('nothing is notified, and one file writes the title of the page (T101)', () => {
  expect(where(/new Notification\(/)).toEqual([])
  expect(where(/document\.title\s*=/).filter((path) => !path.startsWith('src/sandbox/'))).toEqual([
    'src/ui/title.ts',
  ])
})

test('an address selects what is shown, and never says where to go or what to send (T74)', () => {
  const names = sources.flatMap(({ text }) =>
    [...text.matchAll(/\bparameter\('([^']+)'\)/g)].map(([, name = '']) => name),
  )
  expect([...new Set(names)].sort((one, other) => one.localeCompare(other))).toEqual(
    // Ids of what is kept here, and choices from a list.
    ['a', 'b', 'exchange', 'flow', 'leave', 'request', 'step', 'target', 'value', 'walk'],
  )
  expect(where(/location\.search/)).toEqual([
    'src/client/environment.ts',
    'src/ui/keep/leave-ways.ts',
    'src/ui/router.tsx',
  ])
  expect(where(/location\.(?:assign|replace)\(|location\.href\s*=[^=]/)).toEqual([
    'src/main.tsx',
    'src/ui/keep/Room.tsx',
  ])
})

test('only these packages run where secrets are, each at one exact version (T102)', () => {
  expect(Object.keys(manifest.dependencies).sort()).toEqual([
    '@codemirror/commands',
    '@codemirror/lang-json',
    '@codemirror/language',
    '@codemirror/lint',
    '@codemirror/state',
    '@codemirror/view',
    '@noble/ciphers',
    '@tanstack/solid-virtual',
    'idb-keyval',
    'ipaddr.js',
    'jose',
    'oauth4webapi',
    'solid-js',
    'undici',
    'valibot',
    'yaml',
  ])
  for (const version of Object.values(manifest.dependencies))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
})
