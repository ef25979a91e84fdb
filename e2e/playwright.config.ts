/** Browser tests: the built site, in Chromium, found and passed on by tools/browser.ts. */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  reporter: [['line']],
  projects: [{ name: 'chromium' }],
})
