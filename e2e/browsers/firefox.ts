/** Firefox, driven by WebDriver BiDi: it listens by itself, with no driver program between. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Bidi, connect } from './bidi.ts'
import type { Browser, Visit } from './driver.ts'
import { spoken } from './spoken.ts'

const session = v.object({ capabilities: v.object({ browserVersion: v.string() }) })
const userContext = v.object({ userContext: v.string() })
const created = v.object({ context: v.string() })
const tree = v.object({
  contexts: v.array(v.object({ context: v.string(), userContext: v.string() })),
})
const called = v.object({ result: v.object({ type: v.string(), value: v.optional(v.string()) }) })
const nodes = v.object({ nodes: v.array(v.object({ sharedId: v.string() })) })
const image = v.object({ data: v.string() })
const entry = v.object({
  level: v.string(),
  text: v.nullable(v.string()),
  source: v.object({ context: v.optional(v.string()) }),
})

/** Tells a violation as an error of the console, before anything of the page's own runs. */
const REPORT = `() => document.addEventListener('securitypolicyviolation', (event) =>
  console.error('CSP: ' + event.effectiveDirective + ' blocked ' + event.blockedURI))`

/** Nothing but what the walks send may leave, and files are saved without a question. */
const preferences = (downloads: string): string =>
  Object.entries({
    'browser.download.dir': downloads,
    'browser.download.folderList': 2,
    'browser.download.useDownloadDir': true,
    'browser.download.always_ask_before_handling_new_types': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,',
    'intl.accept_languages': 'en-GB',
  })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('')

interface Firefox {
  readonly bidi: Bidi
  readonly downloads: string
  /** What went wrong, by tab. */
  readonly errors: readonly { readonly tab: string; readonly text: string }[]
}

async function tabsOf({ bidi }: Firefox, person: string): Promise<string[]> {
  const { contexts } = v.parse(tree, await bidi.command('browsingContext.getTree', {}))
  return contexts.filter((tab) => tab.userContext === person).map(({ context }) => context)
}

async function visit(firefox: Firefox): Promise<Visit> {
  const { bidi } = firefox
  const person = v.parse(userContext, await bidi.command('browser.createUserContext', {}))
  const first = await bidi.command('browsingContext.create', { type: 'tab', ...person })
  let { context } = v.parse(created, first)
  const known = new Set([context])
  const tab = (method: string, params: object = {}) =>
    bidi.command(`browsingContext.${method}`, { context, ...params })
  return {
    downloads: firefox.downloads,
    goto: async (url) => void (await tab('navigate', { url, wait: 'complete' })),
    reload: async () => void (await tab('reload', { wait: 'complete' })),
    async run(functionDeclaration, argument) {
      const given = await bidi.command('script.callFunction', {
        functionDeclaration,
        arguments: [{ type: 'string', value: argument }],
        target: { context },
        awaitPromise: true,
        // A file may be chosen, a tab opened and a text copied only by a person's hand.
        userActivation: true,
      })
      const done = v.safeParse(called, given)
      if (done.success) return done.output.result.value ?? ''
      throw new Error(JSON.stringify(given))
    },
    act: async (actions) => void (await bidi.command('input.performActions', { context, actions })),
    async setFile(value, path) {
      const found = v.parse(nodes, await tab('locateNodes', { locator: { type: 'css', value } }))
      await bidi.command('input.setFiles', { context, element: found.nodes[0], files: [path] })
    },
    resize: async (width, height) =>
      void (await tab('setViewport', { viewport: { width, height } })),
    picture: async () => Buffer.from(v.parse(image, await tab('captureScreenshot')).data, 'base64'),
    async tabs() {
      const open = await tabsOf(firefox, person.userContext)
      for (const one of open) known.add(one)
      return open
    },
    async turnTo(other) {
      context = other
      await tab('activate')
    },
    closeTab: async () => void (await tab('close')),
    trouble: () => firefox.errors.filter((one) => known.has(one.tab)).map(({ text }) => text),
    end: async () => void (await bidi.command('browser.removeUserContext', person)),
  }
}

export async function startFirefox(program: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'grantwalk-firefox-'))
  const downloads = join(profile, 'saved')
  mkdirSync(downloads)
  writeFileSync(join(profile, 'user.js'), preferences(downloads))
  const child = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
  )
  const url = await spoken(child, /WebDriver BiDi listening on (ws:\S+)/)
  const errors: { tab: string; text: string }[] = []
  const bidi = await connect(`${url}/session`, (_method, params) => {
    const { level, text, source } = v.parse(entry, params)
    if (level === 'error') errors.push({ tab: source.context ?? '', text: text ?? '' })
  })
  const { capabilities } = v.parse(session, await bidi.command('session.new', { capabilities: {} }))
  await bidi.command('session.subscribe', { events: ['log.entryAdded'] })
  await bidi.command('script.addPreloadScript', { functionDeclaration: REPORT })
  return {
    name: 'Firefox',
    version: capabilities.browserVersion,
    visit: () => visit({ bidi, downloads, errors }),
    async close() {
      const ended = once(child, 'exit')
      await bidi.command('browser.close', {})
      bidi.close()
      await ended
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
