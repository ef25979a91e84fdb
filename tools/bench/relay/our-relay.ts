/**
 * The relay as src/server.ts puts it together, in a process of its own, for as many exchanges at once as are
 * measured: every gate, check, frame and log line is on, and only the two caps on parallel exchanges are wider.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { defaultLimits } from '../../../src/relay/limits.ts'
import { nodeResolve } from '../../../src/relay/node-resolver.ts'
import {
  hardenServer,
  mountRelay,
  nodeServerOptions,
  nodeSha256,
} from '../../../src/relay/node-server.ts'
import { createNodeTransport } from '../../../src/relay/node-transport.ts'
import { createPolicy } from '../../../src/relay/policy.ts'
import { createRelay } from '../../../src/relay/relay.ts'
import { createLines } from '../../../src/server/lines.ts'

const [port = 0, source = 0, parallel = 0] = process.argv.slice(2).map(Number)
const limits = { ...defaultLimits, parallel, parallelPerOrigin: parallel }
const relay = createRelay({
  origin: `http://localhost:${port}`,
  port,
  key: 'k'.repeat(43),
  policy: createPolicy({
    builtIn: ['https://example.com'],
    approved: [{ origin: `http://127.0.0.1:${source}`, allowLoopback: true }],
    ownPorts: [port],
    resolve: nodeResolve,
  }),
  transport: createNodeTransport({ now: Date.now, limits }),
  now: Date.now,
  log: createLines((text) => console.log(text)),
  sha256: nodeSha256,
  limits,
})
const noPage = (_request: IncomingMessage, response: ServerResponse) => void response.end()
const server = createServer(nodeServerOptions, mountRelay(relay, port, noPage))
hardenServer(server)
server.listen(port, '127.0.0.1')
