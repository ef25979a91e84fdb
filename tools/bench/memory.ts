/** How much memory a process of this machine has, and by how much it grows. */
import { readFileSync } from 'node:fs'

/** Resident memory in bytes; `0` where the system does not tell it this way. */
function residentOf(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Begins to watch a process; what it gives says by how much it grew at most. */
export function watchMemory(pid: number): () => number {
  const before = residentOf(pid)
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, residentOf(pid))
  }, 20)
  return () => {
    clearInterval(timer)
    return Math.max(most, residentOf(pid)) - before
  }
}
