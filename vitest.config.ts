/** Unit and contract tests: plain Node, loopback only, no DOM. Components are tested in a real browser. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 60_000,
    restoreMocks: true,
    silent: 'passed-only',
  },
})
