/** The bytes of the first load: the page, and every script and style sheet it names, as brotli sends them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

/** 45 KB: design, 7. */
export const FIRST_LOAD_LIMIT = 45_000

export interface Weight {
  readonly file: string
  readonly raw: number
  readonly brotli: number
}

/** The app's own files that the page asks for before anything is clicked, in the order it names them. */
export function firstLoad(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  const wanted = tags.filter((tag) =>
    /^<script|rel="(?:stylesheet|modulepreload|preload)"/.test(tag),
  )
  const files = wanted.flatMap((tag) => /\b(?:src|href)="\/([^"]+)"/.exec(tag)?.[1] ?? [])
  return ['index.html', ...new Set(files)]
}

function weigh(app: string, file: string): Weight {
  const bytes = readFileSync(join(app, file))
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  return { file, raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length }
}

export const weights = (app: string): Weight[] =>
  firstLoad(readFileSync(join(app, 'index.html'), 'utf8')).map((file) => weigh(app, file))

export const brotliSum = (of: readonly Weight[]): number =>
  of.reduce((sum, { brotli }) => sum + brotli, 0)
