/** First load of the built app, in bytes as brotli sends them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { brotliSum, FIRST_LOAD_LIMIT, weights } from '../bytes.ts'
import { ROOT } from '../command.ts'

export const run: Bench = () => {
  const app = join(ROOT, 'dist/app')
  if (!existsSync(app)) throw new Error('Nothing is built. Run npm run build first.')
  const files = weights(app)
  return Promise.resolve([
    ...files.map(({ file, brotli }) => ({ what: `  ${file}`, value: brotli, unit: 'bytes' })),
    { what: 'first load', value: brotliSum(files), unit: 'bytes', bar: FIRST_LOAD_LIMIT },
  ])
}
