import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { refuseUnsafeEnvironment } from './environment.ts'
import { bodyOf, startRelay } from './node-testbed.ts'
import { startUpstream } from './node-upstream.ts'

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

it('refuses a process whose certificate checks or HTTP parsing are turned off (T33)', () => {
  expect(refuseUnsafeEnvironment({})).toBeUndefined()
  expect(refuseUnsafeEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBeUndefined()
  expect(refuseUnsafeEnvironment({ NODE_OPTIONS: '--max-old-space-size=512' })).toBeUndefined()
  expect(refuseUnsafeEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toContain('Unset it')
  expect(refuseUnsafeEnvironment({ NODE_OPTIONS: '--insecure-http-parser' })).toContain(
    'NODE_OPTIONS',
  )
  expect(refuseUnsafeEnvironment({ NODE_OPTIONS: '--use-env-proxy' })).toContain('NODE_OPTIONS')
})

it.each([
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['NODE_OPTIONS', '--insecure-http-parser'],
])('ends a start under %s=%s with one sentence and exit code 2 (T33)', (name, value) => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/server.ts'],
    { cwd: root, encoding: 'utf8', env: { ...before, [name]: value }, timeout: 30_000 },
  )
  expect(stderr).toContain(refuseUnsafeEnvironment({ [name]: value }))
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})

it('goes straight to the server whatever proxy the environment names (T33)', async () => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy']) {
    process.env[name] = 'http://127.0.0.1:9'
  }
  process.env['NO_PROXY'] = ''
  const upstream = await startUpstream((_request, response) => response.end('straight'))
  const relay = await startRelay({ approved: [{ origin: upstream.origin, allowLoopback: true }] })
  expect(bodyOf(await relay.frames({ url: `${upstream.origin}/` }))).toBe('straight')
  await relay.close()
  await upstream.close()
})
