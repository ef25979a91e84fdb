/** `npm run dev`: the same relay and sandbox, with Vite's hot reload in place of the built app. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Plugin } from 'vite'
import { refuseUnsafeEnvironment } from '../src/relay/environment.ts'
import { pageHeaders } from '../src/server/headers.ts'
import { openBrowser } from '../src/server/open.ts'
import { readOptions, usage } from '../src/server/options.ts'
import { approvalsFor, directOrigins, startServer } from '../src/server.ts'

/** Writes the sandbox's origin into the page, as the built server does. */
const sandboxOrigin = (sandbox: string): Plugin => ({
  name: 'grantwalk:sandbox-origin',
  transformIndexHtml: (html) => html.replaceAll('http://localhost:7862', sandbox),
})

/** The page's policy is only reported here: Vite's own scripts and styles are inline. */
function setHeaders(response: ServerResponse, direct: readonly string[]): void {
  for (const [name, value] of Object.entries(pageHeaders(direct))) {
    const isPolicy = name.toLowerCase() === 'content-security-policy'
    response.setHeader(isPolicy ? `${name}-report-only` : name, value)
  }
}

async function main(): Promise<void> {
  const unsafe = refuseUnsafeEnvironment(process.env)
  if (unsafe !== undefined) throw new Error(unsafe)
  const options = readOptions(process.argv.slice(2), process.env)
  if (options.help) {
    console.log(usage.replace('npm start', 'npm run dev'))
    return
  }
  const vite = await createServer({
    plugins: [sandboxOrigin(`http://localhost:${options.sandboxPort}`)],
    server: { middlewareMode: true },
    appType: 'spa',
  })
  const approvals = approvalsFor(options)
  const page = (request: IncomingMessage, response: ServerResponse) => {
    setHeaders(response, directOrigins(options, approvals))
    vite.middlewares(request, response)
  }
  const running = await startServer(options, page, approvals)
  console.log(
    `Grantwalk, reloading as you edit src/ui and all it imports. For the relay and the sandbox, start again.\n\n  ${running.link}\n`,
  )
  if (options.open) openBrowser(running.link, process.platform)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void Promise.all([running.close(), vite.close()]).then(() => process.exit(0))
    })
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
