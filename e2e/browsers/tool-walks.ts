/** What stands beside the walks, each written once for every browser: the inspector, a case file, every width. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vendorOf } from '../../src/vendors/index.ts'
import { ec, jwkOf, rsa, signed } from '../inspector.ts'
import type { Grantwalk } from '../process.ts'
import { begin, walk } from './acts.ts'
import type { Walk } from './report.ts'
import type { Screen } from './screen.ts'
import { holding, the } from './target.ts'

const dialog = (name?: string) => the('dialog', name)

function demand(holds: boolean, words: string): void {
  if (!holds) throw new Error(words)
}

const verdict = (title: string, word: string) =>
  holding(
    the('summary', undefined, the('list', 'Verdicts')),
    new RegExp(`${title}.*${word}|${word}.*${title}`),
  )

async function inspect(screen: Screen, grantwalk: Grantwalk): Promise<void> {
  await screen.visit.goto(grantwalk.link)
  await screen.visit.goto(`${grantwalk.origin}/inspect`)
  const box = the('textbox', 'A token, or what holds one')
  const token = await signed()
  await screen.fill(box, token)
  await screen.see(holding(the('region', 'What was found'), /https:\/\/as\.example/))
  await screen.see(verdict('Time', 'Passed'))
  await screen.see(verdict('Signature', 'Not checked'))
  await screen.click(the('summary', /^Keys/))
  const key = the('textbox', 'Key')
  await screen.fill(key, await jwkOf(rsa.publicKey))
  await screen.click(the('button', 'Use this key'))
  await screen.fill(key, await jwkOf(ec.publicKey))
  await screen.click(the('button', 'Use this key'))
  await screen.see(verdict('Signature', 'Passed'))
  const [head = '', body = '', signature = ''] = token.split('.')
  const turned = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`
  await screen.fill(box, [head, body, turned].join('.'))
  await screen.see(verdict('Signature', 'Failed'))
}

/** An AMM walk that has its token. */
async function withToken(screen: Screen, grantwalk: Grantwalk): Promise<string> {
  const vendor = vendorOf('amm')
  const flow = (await vendor?.flows())?.find(({ id }) => id === 'password')
  if (vendor === undefined || flow === undefined) throw new Error('No password flow of AMM.')
  await begin(screen, grantwalk, vendor, flow)
  await walk(screen, vendor, flow.steps.slice(0, 3))
  return flow.steps[1]?.title ?? ''
}

/** The file as it landed on the disk, once it is whole. */
async function saved(screen: Screen): Promise<string> {
  const { downloads } = screen.visit
  const found = () => readdirSync(downloads).find((name) => name.endsWith('.grantwalk.json'))
  await screen.until('the file is saved', async () => {
    const name = found()
    if (name === undefined || existsSync(join(downloads, `${name}.part`))) return false
    return readFileSync(join(downloads, name), 'utf8').trimEnd().endsWith('}')
  })
  return join(downloads, found() ?? '')
}

async function leaveAndArrive(screen: Screen, grantwalk: Grantwalk): Promise<void> {
  const header = await withToken(screen, grantwalk)
  await screen.click(the('summary', /^This walk/))
  await screen.click(the('button', /^Export or share/))
  await screen.see(dialog('Export or share this walk'))
  await screen.click(the('button', 'Save the file', dialog()))
  const path = await saved(screen)
  const text = readFileSync(path, 'utf8')
  demand(text.includes('"step"'), 'The file holds no step.')
  demand(!text.includes('operator-password'), 'The file holds the password.')

  await screen.visit.goto(grantwalk.link)
  await screen.see(the('file', /^A file to open/))
  await screen.visit.setFile('input[type=file]', path)
  await screen.see(holding(dialog('What this is'), /Sierra Wireless AMM: Password.*Client secret/))
  await screen.click(the('button', 'Keep it and open it', dialog()))
  const step = the('button', new RegExp(header), the('navigation', 'Steps'))
  await screen.see(holding(step, /needs Client secret/))
  await screen.see(the('listitem', undefined, the('list', 'Exchanges')))
}

/** Each by the heading that stands only on it. */
const SCREENS = [
  ['/', 'Walk into an API, one message at a time', 'Home'],
  ['/inspect', 'Token inspector', 'Inspector'],
  ['/request', 'Request builder', 'Builder'],
  ['/keep', 'Room', 'Kept'],
] as const

const WIDTHS = [360, 1440] as const

/** Nothing is wider than the window, in either theme. */
async function fits(screen: Screen, name: string): Promise<void> {
  for (const theme of ['Light', 'Dark']) {
    await screen.visit.resize(1440, 900)
    await screen.click(the('summary', 'Theme'))
    await screen.click(the('button', new RegExp(`^${theme}`)))
    for (const width of WIDTHS) {
      await screen.visit.resize(width, 900)
      await screen.until(
        `${name} is ${width} px wide`,
        async () => (await screen.page()).width === width,
      )
      const { sideways } = await screen.page()
      await screen.keep(`${name} ${theme} ${width}`)
      demand(!sideways, `${name}, ${theme}, scrolls sideways at ${width} px.`)
    }
  }
}

async function everyWidth(screen: Screen, grantwalk: Grantwalk): Promise<void> {
  await withToken(screen, grantwalk)
  await fits(screen, 'Walk')
  for (const [path, title, name] of SCREENS) {
    await screen.visit.goto(grantwalk.origin + path)
    await screen.see(the('heading', title))
    await fits(screen, name)
    // What could not be drawn says so a moment later.
    await screen.see(the('heading', title))
  }
}

export const toolWalks: readonly Walk[] = [
  { name: 'Inspector: a pasted JWT is opened, and its signature checked', run: inspect },
  { name: 'Case file: a walk leaves as a file and arrives from it', run: leaveAndArrive },
  { name: 'Widths: every screen fits 360 and 1440 px, light and dark', run: everyWidth },
]
