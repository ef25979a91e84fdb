/** Opens the person's browser, where there is one, without showing the key to other users of the machine. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How long a browser may take to start and read the page, in milliseconds. */
const START_MS = 60_000

/**
 * A program's arguments are for every user to see, and the link carries the key: what is opened is a page
 * only this user can read, and it leads on. Never fails: the link is printed as well.
 * @returns takes the page away again
 */
export function openBrowser(url: string, platform: NodeJS.Platform): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'grantwalk-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const page = join(folder, 'open.html')
  writeFileSync(page, `<meta http-equiv="refresh" content="0;url=${url}">`, { mode: 0o600 })
  const [command, ...args] = opener(pathToFileURL(page).href, platform)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', remove)
  child.unref()
  setTimeout(remove, START_MS).unref()
  return remove
}

function opener(page: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', page]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', page]
  return ['xdg-open', page]
}
