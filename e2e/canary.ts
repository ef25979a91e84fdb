/** What a walk sent and was given that opens something, and where in a browser's files it would stand. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from '@playwright/test'
import { decodeFrames, type Envelope, EXCHANGE_PATH } from '../src/core/frames.ts'
import { bodyOf, type HttpRequest, type HttpResponse } from '../src/core/http.ts'
import type { Exchange, Session } from '../src/core/session.ts'
import { type Facts, secretsOf } from '../src/trace/secrets.ts'

const DIST = fileURLToPath(new URL('../dist/app/', import.meta.url))

/** What ships with Grantwalk is in the browser's cache, and no secret: the sandbox's own fields. */
const shipped = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
  .join('\n')

/** Shorter ones would be found in anything. */
const TELLING = 10

declare global {
  interface Window {
    canaryHeard: (envelope: string, answer: readonly number[]) => Promise<void>
  }
}

/** Runs in the page: passes on what the relay was asked, and what it answered. */
function overhear(path: string): void {
  const real = window.fetch
  window.fetch = async (input, init) => {
    const response = await real(input, init)
    const asked = typeof init?.body === 'string' ? init.body : '{}'
    if (input === path && response.status === 200)
      void response
        .clone()
        .arrayBuffer()
        .then((bytes) => window.canaryHeard(asked, [...new Uint8Array(bytes)]))
    return response
  }
}

/** Reads the relay's own traffic as it passes, so that no page is asked where it keeps its secrets. */
export async function gather(context: BrowserContext, facts: Facts) {
  const found = new Map<string, string>()
  await context.exposeFunction(
    'canaryHeard',
    async (envelope: string, answer: readonly number[]) => {
      const walk = walkOf(JSON.parse(envelope), await answerIn(Buffer.from(answer)))
      for (const { name, value } of secretsOf(walk, facts))
        if (value.length >= TELLING && !shipped.includes(value)) found.set(value, name)
    },
  )
  await context.addInitScript(overhear, EXCHANGE_PATH)
  return (): ReadonlyMap<string, string> => found
}

async function answerIn(bytes: Buffer): Promise<HttpResponse | undefined> {
  const stream = new Response(new Uint8Array(bytes)).body
  const pieces: Uint8Array[] = []
  let head: Omit<HttpResponse, 'body'> | undefined
  if (stream === null) return undefined
  for await (const frame of decodeFrames(stream)) {
    if (frame.type === 'head') head = frame
    if (frame.type === 'body') pieces.push(frame.bytes)
  }
  return head && { ...head, body: bodyOf(new Uint8Array(Buffer.concat(pieces))) }
}

/** One exchange as a session, because what is a secret is known of sessions. */
function walkOf(envelope: Envelope, response: HttpResponse | undefined): Session {
  const sent: HttpRequest = {
    ...{ method: envelope.method, url: envelope.url, headers: envelope.headers },
    ...(envelope.body === undefined ? {} : { body: envelope.body }),
  }
  const outcome: Exchange['outcome'] = {
    ...{ kind: 'accepted', gained: {}, findings: [] },
    ...(response === undefined ? {} : { response }),
  }
  const exchange: Exchange = {
    ...{ id: 'x', step: 's', route: 'relay', startedAt: 0, endedAt: 0, built: sent, sent, outcome },
  }
  return {
    ...{ version: 2, id: 'canary', name: '', vendor: '', flow: '', target: 'live' },
    ...{ createdAt: 0, updatedAt: 0, values: {}, exchanges: [exchange] },
  }
}

/** In the ways a text may hold it; base64 in its three alignments, without their ends. */
function writings(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  )
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const units = Array.from(secret, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const texts = [
    ...[secret, encodeURIComponent(secret), encodeURIComponent(encodeURIComponent(secret))],
    ...[escaped, escaped.toUpperCase(), units.join(''), html, JSON.stringify(secret).slice(1, -1)],
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
    ...base64.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]),
  ]
  const wide = Buffer.from(secret, 'utf16le')
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(wide)
}

type Needles = ReadonlyMap<number, readonly { readonly bytes: Buffer; readonly name: string }[]>

/** By their first four bytes, so that a file is read once for all of them. */
function needlesOf(secrets: ReadonlyMap<string, string>): Needles {
  const needles = new Map<number, { bytes: Buffer; name: string }[]>()
  for (const [value, name] of secrets)
    for (const bytes of writings(value)) {
      const start = bytes.readUInt32LE(0)
      needles.set(start, [...(needles.get(start) ?? []), { bytes, name }])
    }
  return needles
}

function namesIn(text: Buffer, needles: Needles): Set<string> {
  const names = new Set<string>()
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    start = (start >>> 8) | ((text[at] ?? 0) << 24)
    for (const { bytes, name } of needles.get(start >>> 0) ?? [])
      if (bytes.equals(text.subarray(at - 3, at - 3 + bytes.length))) names.add(name)
  }
  return names
}

/** Names of the secrets that stand in a text, in whatever writing. */
export const leaks = (text: string, secrets: ReadonlyMap<string, string>): string[] => [
  ...namesIn(Buffer.from(text), needlesOf(secrets)),
]

/** Which files of a closed browser's profile hold one: `Default/History: code`. */
export function filesWithAny(profile: string, secrets: ReadonlyMap<string, string>): string[] {
  const needles = needlesOf(secrets)
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .flatMap((path) =>
      [...namesIn(readFileSync(path), needles)].map(
        (name) => `${path.slice(profile.length + 1)}: ${name}`,
      ),
    )
}

/** All a masked page shows, and says to whoever looks at the window: not what stands in its fields. */
export async function shownBy(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  const history = await devtools.send('Page.getNavigationHistory')
  await devtools.detach()
  const visited = history.entries.map(({ url, title }) => `${url} ${title}`)
  return [await page.content(), await page.title(), page.url(), ...visited].join('\n')
}
