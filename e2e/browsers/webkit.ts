/** WebKitGTK, driven by W3C WebDriver, on a display that nobody sees. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Browser, Visit } from './driver.ts'
import { spoken } from './spoken.ts'
import { type Session, startSession } from './webdriver.ts'

const READY_MS = 15_000
const image = v.string()
const handles = v.array(v.string())
const element = v.record(v.string(), v.string())

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port to be had.')
  return address.port
}

/** Waits until the driver answers: it says nothing when it is ready. */
async function answers(origin: string): Promise<void> {
  const end = Date.now() + READY_MS
  for (;;) {
    const reply = await fetch(`${origin}/status`).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.ok === true) return
    if (Date.now() > end) throw new Error('WebKitWebDriver did not answer in time.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function setFile({ post }: Session, selector: string, path: string): Promise<void> {
  const found = await post('/element', { using: 'css selector', value: selector })
  const [id = ''] = Object.values(v.parse(element, found))
  await post(`/element/${id}/value`, { text: path })
}

function visitOf(session: Session, downloads: string): Visit {
  const { post, get, remove } = session
  return {
    downloads,
    goto: async (url) => void (await post('/url', { url })),
    reload: async () => void (await post('/refresh', {})),
    run: async (source, argument) => {
      const script = `return (${source})(arguments[0])`
      return v.parse(v.string(), await post('/execute/sync', { script, args: [argument] }))
    },
    act: async (actions) => void (await post('/actions', { actions })),
    setFile: (selector, path) => setFile(session, selector, path),
    resize: async (width, height) =>
      void (await post('/window/rect', { x: 0, y: 0, width, height })),
    picture: async () => Buffer.from(v.parse(image, await get('/screenshot')), 'base64'),
    tabs: async () => v.parse(handles, await get('/window/handles')),
    turnTo: async (handle) => void (await post('/window', { handle })),
    closeTab: async () => void (await remove('/window')),
    // It tells none: the page does (in-page.ts).
    trouble: () => [],
    end: async () => void (await remove('')),
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}

export async function startWebKit(program: string, xvfb: string): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'grantwalk-webkit-'))
  const display = spawn(
    xvfb,
    ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const DISPLAY = `:${await spoken(display, /^(\d+)\s/m)}`
  const port = await freePort()
  const driver = spawn(program, [`--port=${port}`], {
    stdio: 'ignore',
    // What it saves, keeps and caches goes with the test.
    env: { ...process.env, DISPLAY, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  })
  const origin = `http://127.0.0.1:${port}`
  await answers(origin)
  const first = await startSession(origin)
  await first.remove('')
  return {
    name: 'WebKitGTK',
    version: first.version,
    visit: async () => visitOf(await startSession(origin), home),
    async close() {
      await ended(driver)
      await ended(display)
      rmSync(home, { recursive: true, force: true })
    },
  }
}
