/** The least that passes a request on with undici: no gate, no check, no record. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'undici'

const [port = 0, source = 0, parallel = 0] = process.argv.slice(2).map(Number)
const pool = new Pool(`http://127.0.0.1:${source}`, { connections: parallel, pipelining: 1 })

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { statusCode, headers, body } = await pool.request({
    path: request.url ?? '/',
    method: 'GET',
  })
  response.writeHead(statusCode, headers)
  body.pipe(response)
}

const server = createServer((request, response) => {
  pass(request, response).catch(() => response.destroy())
})
server.listen(port, '127.0.0.1')
