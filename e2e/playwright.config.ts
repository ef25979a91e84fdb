/** Browser tests: the built site, in the Chromium that tools/browser.ts found. Run them by `npm test -- build browser`. */
import { defineConfig } from '@playwright/test'

const executablePath = process.env['CHROMIUM_PATH']

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  retries: 1, // decisions/second-attempt.md
  timeout: 60_000,
  expect: { timeout: 15_000 }, // waits, not measures: a busy machine is slow, and not wrong
  globalTimeout: 720_000,
  reporter: 'line',
  use: {
    trace: 'on-first-retry', // recording every test takes a third of the time
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--headless',
        '--no-sandbox', // in a container the tests run as root
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
})
