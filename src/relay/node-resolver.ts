/** Looks names up the way this computer does, all answers at once, and not for ever. */
import { lookup } from 'node:dns/promises'
import type { Resolve } from './policy.ts'

const LONGEST_MS = 10_000

export const nodeResolve: Resolve = async (host) => {
  try {
    const answers = await inTime(lookup(host, { all: true, order: 'verbatim' }))
    return answers.map(({ address }) => address)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw error
  }
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), LONGEST_MS)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
