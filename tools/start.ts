/** `npm start`: builds what is not built, then serves it and opens the playground. Arguments go to the server. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { BUILDS, isStale } from './builds.ts'
import { ROOT, runCommand } from './command.ts'

async function build(): Promise<void> {
  console.log('Building Grantwalk …')
  for (const command of BUILDS) {
    const { status, output } = await runCommand(command)
    if (status === 0) continue
    console.error(`${output}\nThe build failed. Mend what it says above, then run npm start again.`)
    process.exit(1)
  }
}

function serve(args: readonly string[]): void {
  // Node itself, not a wrapper: a signal must reach the server (stack notes, trap 10).
  const server = spawn(process.execPath, [join(ROOT, 'dist/server.js'), '--open', ...args], {
    stdio: 'inherit',
  })
  server.on('exit', (code) => {
    process.exitCode = code ?? 0
  })
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  // In a terminal Ctrl-C reaches the whole group, so the server has it already; two would mean "at once".
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) server.kill('SIGINT')
  })
}

if (isStale()) await build()
serve(process.argv.slice(2))
