/** The two builds, and whether what they left is older than what they are made from. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, ROOT } from './command.ts'

export const BUILDS: readonly Command[] = [
  ['vite', 'vite', 'build', '--logLevel=warn'],
  ['vite', 'vite', 'build', '--logLevel=warn', '--ssr', 'src/server.ts'],
]

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'tools/trusted-types.ts']
const RESULTS = ['dist/app/index.html', 'dist/server.js']
/** npm rewrites the lockfile's neighbour in node_modules when it installs; either may be the newer. */
const DEPENDENCIES = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']

function newest(path: string): number {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  // The folder's own time counts too: it changes when a file is deleted.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** True when something is not built, or something it is built from has changed since. */
export function isStale(root: string = ROOT): boolean {
  const results = RESULTS.map((result) => join(root, result))
  if (!results.every((result) => existsSync(result))) return true
  const built = Math.min(...results.map((result) => statSync(result).mtimeMs))
  return [...SOURCES, ...DEPENDENCIES].some((source) => newest(join(root, source)) > built)
}
