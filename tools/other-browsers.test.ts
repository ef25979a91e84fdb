import { expect, test } from 'vitest'
import type { Machine } from './browser.ts'
import { findPrograms } from './other-browsers.ts'

/** A machine with these files, on which apt-get leaves behind what its packages hold. */
function planted(files: readonly string[], more: Partial<Machine> = {}) {
  const present = new Set(files)
  const ran: string[] = []
  const machine: Machine = {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    bundled: '',
    exists: (path) => present.has(path),
    run(command, args) {
      ran.push([command, ...args].join(' '))
      if (args.includes('xvfb')) present.add('/usr/bin/Xvfb')
      return true
    },
    root: true,
    ...more,
  }
  return { machine, ran }
}

test('what is there is found, and nothing is installed', () => {
  const { machine, ran } = planted(['/usr/local/bin/firefox', '/usr/bin/Xvfb'])
  expect(findPrograms(machine, ['firefox', 'display'])).toEqual({
    firefox: '/usr/local/bin/firefox',
    display: '/usr/bin/Xvfb',
  })
  expect(ran).toEqual([])
})

test('only what is missing is installed', () => {
  const { machine, ran } = planted(['/usr/bin/apt-get', '/usr/bin/WebKitWebDriver'])
  expect(findPrograms(machine, ['webkit', 'display']).display).toBe('/usr/bin/Xvfb')
  expect(ran).toEqual(['apt-get update', 'apt-get install -y --no-install-recommends xvfb'])
})

test('who may not install is told what is missing, and nothing is run', () => {
  const { machine, ran } = planted(['/usr/bin/apt-get'], { root: false })
  expect(() => findPrograms(machine, ['firefox', 'webkit'])).toThrow(
    /firefox-esr .*webkit2gtk-driver/,
  )
  expect(ran).toEqual([])
})

test('a path that leads nowhere is an error, not a reason to take another', () => {
  const { machine } = planted(['/usr/bin/firefox'], {
    env: { PATH: '/usr/bin', FIREFOX_PATH: '/opt/gone' },
  })
  expect(() => findPrograms(machine, ['firefox'])).toThrow('/opt/gone')
})
