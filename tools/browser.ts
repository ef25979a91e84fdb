/**
 * Finds a Chromium for the browser tests, or installs one. In this order: CHROMIUM_PATH, Playwright's own,
 * the system's, an installation. What is found travels on in CHROMIUM_PATH.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
]

const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge']

const WINDOWS_PLACES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/** What the search looks at; a test hands in another machine. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where Playwright would have put its own. */
  readonly bundled: string
  readonly exists: (path: string) => boolean
  /** Runs a command to its end and tells whether it succeeded. */
  readonly run: (command: string, args: readonly string[]) => boolean
  readonly root: boolean
}

function systemPlaces({ platform, env }: Machine): string[] {
  if (platform === 'darwin')
    return ['/Applications', join(env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    )
  if (platform === 'win32')
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((folder) =>
      folder === undefined ? [] : WINDOWS_PLACES.map((place) => `${folder}\\${place}`),
    )
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return NAMES.flatMap((name) => [...folders, '/snap/bin'].map((folder) => `${folder}/${name}`))
}

const installed = (machine: Machine): string | undefined =>
  [machine.bundled, ...systemPlaces(machine)].find((path) => machine.exists(path))

function install(machine: Machine): void {
  console.log('No Chromium here: installing one …')
  if (machine.run('npx', ['playwright', 'install', 'chromium']) && installed(machine)) return
  if (machine.root && machine.exists('/usr/bin/apt-get') && machine.run('apt-get', ['update']))
    machine.run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
}

/** The path of a browser; throws a sentence that says what to do when there is none to be had. */
export function findBrowser(machine: Machine): string {
  const named = machine.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (machine.exists(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, but nothing that can be run is there.`)
  }
  const found = installed(machine)
  if (found !== undefined) return found
  install(machine)
  const fresh = installed(machine)
  if (fresh !== undefined) return fresh
  throw new Error(
    'The browser tests need Chromium, Chrome or Edge, and none could be found or installed. Install one, or set CHROMIUM_PATH to its program file.',
  )
}

export const thisMachine = (): Machine => ({
  platform: process.platform,
  env: process.env,
  bundled: chromium.executablePath(),
  exists(path) {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  },
  run: (command, args) =>
    spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      shell: process.platform === 'win32',
      timeout: 300_000,
    }).status === 0,
  root: process.getuid?.() === 0,
})
