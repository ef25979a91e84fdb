/** Commands of W3C WebDriver, each one request. */
import * as v from 'valibot'

const failed = v.object({ error: v.string(), message: v.string() })
const begun = v.object({
  sessionId: v.string(),
  capabilities: v.object({ browserVersion: v.string() }),
})

/** A browser that hangs is a fault that must be told. */
const LIMIT_MS = 40_000

export interface Session {
  readonly version: string
  readonly get: (path: string) => Promise<unknown>
  readonly post: (path: string, body: object) => Promise<unknown>
  readonly remove: (path: string) => Promise<unknown>
}

async function command(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(LIMIT_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const { value } = v.parse(v.object({ value: v.unknown() }), await response.json())
  if (response.ok) return value
  const { error, message } = v.parse(failed, value)
  throw new Error(`${method} ${new URL(url).pathname}: ${error} ${message}`)
}

/** A window over the whole screen has no bars, and can be as narrow as a telephone. */
const capabilities = {
  alwaysMatch: { 'webkitgtk:browserOptions': { args: ['--automation', '--full-screen'] } },
}

export async function startSession(origin: string): Promise<Session> {
  const given = v.parse(begun, await command('POST', `${origin}/session`, { capabilities }))
  const at = `${origin}/session/${given.sessionId}`
  return {
    version: given.capabilities.browserVersion,
    get: (path) => command('GET', at + path),
    post: (path, body) => command('POST', at + path, body),
    remove: (path) => command('DELETE', at + path),
  }
}
