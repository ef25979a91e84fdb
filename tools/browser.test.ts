import { expect, test } from 'vitest'
import { findBrowser, type Machine } from './browser.ts'

interface Planted {
  readonly platform?: NodeJS.Platform
  readonly env?: Record<string, string>
  readonly files?: readonly string[]
  readonly root?: boolean
  /** Commands that succeed, and the file each leaves behind. */
  readonly installs?: Record<string, string>
}

function planted({
  platform = 'linux',
  env = {},
  files = [],
  root = false,
  installs = {},
}: Planted) {
  const present = new Set(files)
  const ran: string[] = []
  const machine: Machine = {
    platform,
    env: { PATH: '/usr/bin:/bin', ...env },
    bundled: '/cache/playwright/chrome',
    exists: (path) => present.has(path),
    run(command, args) {
      const line = [command, ...args].join(' ')
      ran.push(line)
      const left = installs[line]
      if (left !== undefined) present.add(left)
      return left !== undefined || line === 'apt-get update'
    },
    root,
  }
  return { machine, ran }
}

test('CHROMIUM_PATH comes first', () => {
  const { machine } = planted({
    env: { CHROMIUM_PATH: '/opt/mine' },
    files: ['/opt/mine', '/cache/playwright/chrome', '/usr/bin/chromium'],
  })
  expect(findBrowser(machine)).toBe('/opt/mine')
})

test('a CHROMIUM_PATH that leads nowhere is an error, not a reason to take another', () => {
  const { machine, ran } = planted({
    env: { CHROMIUM_PATH: '/opt/gone' },
    files: ['/usr/bin/chromium'],
  })
  expect(() => findBrowser(machine)).toThrow('/opt/gone')
  expect(ran).toEqual([])
})

test("Playwright's own browser comes before the system's", () => {
  const { machine } = planted({ files: ['/usr/bin/chromium', '/cache/playwright/chrome'] })
  expect(findBrowser(machine)).toBe('/cache/playwright/chrome')
})

test.each([
  ['linux', {}, '/usr/bin/google-chrome-stable'],
  [
    'darwin',
    { HOME: '/Users/ada' },
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  [
    'win32',
    { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
] as const)('the usual places of %s are searched', (platform, env, file) => {
  const { machine, ran } = planted({ platform, env, files: [file] })
  expect(findBrowser(machine)).toBe(file)
  expect(ran).toEqual([])
})

test("Playwright's installer is tried before Debian's", () => {
  const { machine, ran } = planted({
    root: true,
    files: ['/usr/bin/apt-get'],
    installs: { 'npx playwright install chromium': '/cache/playwright/chrome' },
  })
  expect(findBrowser(machine)).toBe('/cache/playwright/chrome')
  expect(ran).toEqual(['npx playwright install chromium'])
})

test("root on Debian gets Debian's chromium when Playwright's download fails", () => {
  const { machine, ran } = planted({
    root: true,
    files: ['/usr/bin/apt-get'],
    installs: { 'apt-get install -y --no-install-recommends chromium': '/usr/bin/chromium' },
  })
  expect(findBrowser(machine)).toBe('/usr/bin/chromium')
  expect(ran).toHaveLength(3)
})

test('an ordinary user without a browser is told what to do, and apt-get is left alone', () => {
  const { machine, ran } = planted({ files: ['/usr/bin/apt-get'] })
  expect(() => findBrowser(machine)).toThrow('set CHROMIUM_PATH')
  expect(ran).toEqual(['npx playwright install chromium'])
})
