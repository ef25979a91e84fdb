/** The built app from memory: hashed files for a year, the page itself never cached, brotli where asked. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { pageHeaders } from './headers.ts'

interface File {
  readonly bytes: Buffer
  readonly type: string
  readonly immutable: boolean
  compressed?: Buffer
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** They are right on the first screen only. */
const homeWords = /<!-- home[\s\S]*<!-- \/home -->/
const LOADING = '<p class="page quiet">Loading…</p>'

/**
 * @param folder the built app
 * @param sandbox origin of the simulated vendors, written into the page
 * @param direct origins that the page may ask without the relay, as they are when a page is loaded
 * @returns `undefined` when nothing is built there
 */
export function createStatic(folder: string, sandbox: string, direct: () => readonly string[]) {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  const files = new Map(filesIn(folder).map((path) => [urlOf(folder, path), fileOf(folder, path)]))
  const page = files.get('/index.html')
  if (page === undefined) return undefined
  const html = page.bytes.toString().replaceAll('http://localhost:7862', sandbox)
  const home: File = { ...page, bytes: Buffer.from(html) }
  const other: File = { ...page, bytes: Buffer.from(html.replace(homeWords, LOADING)) }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const headers = pageHeaders(direct())
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end()
      return
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const file = path === '/' || path === '/index.html' ? home : files.get(path)
    // Every other path is a screen of the app, except where a file was meant.
    if (file === undefined && path.startsWith('/assets/')) {
      response.writeHead(404, { ...headers, 'cache-control': 'no-store' }).end()
      return
    }
    send(file ?? other, headers, request, response)
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  )

const urlOf = (folder: string, path: string) => `/${relative(folder, path).split(sep).join('/')}`

const fileOf = (folder: string, path: string): File => ({
  bytes: readFileSync(path),
  type: types[extname(path)] ?? 'application/octet-stream',
  immutable: urlOf(folder, path).startsWith('/assets/'),
})

function send(
  file: File,
  headers: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const brotli = /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
  if (brotli) file.compressed ??= brotliCompressSync(file.bytes)
  const bytes = brotli && file.compressed !== undefined ? file.compressed : file.bytes
  response.writeHead(200, {
    ...headers,
    'content-type': file.type,
    'content-length': bytes.length,
    ...(brotli ? { 'content-encoding': 'br' } : {}),
    vary: 'accept-encoding',
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
