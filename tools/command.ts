/** Runs one of the project's own tools as a child of Node, with no shell and no npx between. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import * as v from 'valibot'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const manifest = v.object({ bin: v.union([v.string(), v.record(v.string(), v.string())]) })

/** The script behind a package's command. A child started through npx survives its parent (stack notes, trap 10). */
function scriptOf(packageName: string, command: string): string {
  const folder = join(ROOT, 'node_modules', packageName)
  const { bin } = v.parse(manifest, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const script = typeof bin === 'string' ? bin : bin[command]
  if (script === undefined) throw new Error(`${packageName} has no command named ${command}.`)
  return join(folder, script)
}

/** Package, command and arguments: `['typescript', 'tsc', '-p', 'tsconfig.json']`. */
export type Command = readonly [packageName: string, command: string, ...args: string[]]

export interface Ended {
  /** `null` when a signal ended it. */
  readonly status: number | null
  readonly output: string
}

/** The browser tests take most of the quarter of an hour that CI has. */
const LIMIT_MS = 740_000
const running = new Set<ChildProcess>()

/** Ends whatever still runs. */
export function endAll(): void {
  for (const child of running) child.kill()
}

export function runCommand(
  [packageName, command, ...args]: Command,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [scriptOf(packageName, command), ...args], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    })
    running.add(child)
    const chunks: Buffer[] = []
    const keep = (chunk: Buffer) => void chunks.push(chunk)
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (status) => {
      running.delete(child)
      // NO_COLOR is not everybody's custom.
      resolve({ status, output: stripVTControlCharacters(Buffer.concat(chunks).toString()) })
    })
  })
}
