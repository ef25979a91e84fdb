/** Finds Firefox, WebKit's driver and a display for them, or installs them where Debian's packages can be had. */
import { delimiter, join } from 'node:path'
import type { Machine } from './browser.ts'

interface Program {
  readonly names: readonly string[]
  readonly package: string
  /** Says where it is, when it is not where programs are looked for. */
  readonly variable: string
}

const PROGRAMS = {
  firefox: { names: ['firefox-esr', 'firefox'], package: 'firefox-esr', variable: 'FIREFOX_PATH' },
  webkit: {
    names: ['WebKitWebDriver'],
    package: 'webkit2gtk-driver',
    variable: 'WEBKIT_DRIVER_PATH',
  },
  display: { names: ['Xvfb'], package: 'xvfb', variable: 'XVFB_PATH' },
} as const satisfies Readonly<Record<string, Program>>

export type ProgramName = keyof typeof PROGRAMS

function find(machine: Machine, { names, variable }: Program): string | undefined {
  const named = machine.env[variable]
  if (named !== undefined && named !== '') {
    if (machine.exists(named)) return named
    throw new Error(`${variable} is ${named}, but nothing that can be run is there.`)
  }
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => machine.exists(path))
}

function install(machine: Machine, packages: readonly string[]): void {
  if (!machine.root || !machine.exists('/usr/bin/apt-get')) return
  console.log(`Installing ${packages.join(', ')} …`)
  if (machine.run('apt-get', ['update']))
    machine.run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
}

/** The path of each; throws a sentence that names what is missing and cannot be had. */
export function findPrograms<Name extends ProgramName>(
  machine: Machine,
  wanted: readonly Name[],
): Record<Name, string> {
  const missing = () => wanted.filter((name) => find(machine, PROGRAMS[name]) === undefined)
  const absent = missing().map((name) => PROGRAMS[name].package)
  if (absent.length > 0) install(machine, absent)
  const found = wanted.map((name) => [name, find(machine, PROGRAMS[name])])
  const still = missing().map((name) => `${PROGRAMS[name].package} (or ${PROGRAMS[name].variable})`)
  if (still.length === 0) return Object.fromEntries(found) as Record<Name, string>
  throw new Error(
    `These walks need ${still.join(', ')}, which could be neither found nor installed. Debian has packages of these names: install them, or run this as root.`,
  )
}
