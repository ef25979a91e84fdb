/** Waits until a program has said what it was started for. */
import type { ChildProcess } from 'node:child_process'

const START_MS = 30_000

/** The first group of what it says, from either of its outputs. */
export function spoken(child: ChildProcess, awaited: RegExp): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer)
      child.kill()
      reject(new Error(`${child.spawnfile} ${what}. It said:\n${said}`))
    }
    const timer = setTimeout(() => fail('did not start in time'), START_MS)
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const found = awaited.exec(said)
      if (found === null) return
      clearTimeout(timer)
      resolve(found[1] ?? '')
    }
    for (const output of [child.stdout, child.stderr]) output?.on('data', listen)
    child.once('error', (error) => fail(`could not be started: ${error.message}`))
    child.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`))
  })
}
