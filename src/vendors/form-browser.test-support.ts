/** A browser of a few lines for contract tests: follows redirects, keeps cookies, logs in and approves. */
import { postedCallback } from '../core/form-post.ts'

type Handle = (request: Request) => Promise<Response>

export interface Person {
  readonly username: string
  readonly password: string
}

interface Page {
  readonly url: URL
  readonly html: string
}

const unescape = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string) =>
  unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

/** The first form of a page: where it posts, and what stands in it. */
function formOf(page: Page) {
  const form = /<form[^>]*>([\s\S]*?)<\/form>/.exec(page.html)
  if (form === null) throw new Error(`No form on ${page.url.href}:\n${page.html}`)
  const fields = new URLSearchParams()
  for (const [tag] of form[0].matchAll(/<input[^>]*>/g))
    fields.set(attribute(tag, 'name'), attribute(tag, 'value'))
  // The first named button is the one a person who agrees would press.
  const button = /<button[^>]*name="[^>]*>/.exec(form[0])?.[0]
  if (button !== undefined) fields.set(attribute(button, 'name'), attribute(button, 'value'))
  return { action: new URL(attribute(form[0], 'action'), page.url), fields }
}

/**
 * Walks from an address until it leads to `until`, and gives that address.
 * Bounded: a server that never lets go fails the test.
 */
export async function browse(
  handle: Handle,
  from: string,
  until: string,
  person: Person,
): Promise<string> {
  const jar = new Map<string, string>()
  let request = new Request(from)
  for (let turn = 0; turn < 12; turn += 1) {
    const url = new URL(request.url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers(request.headers)
    if (cookie !== '') headers.set('cookie', cookie)
    const response = await handle(new Request(request, { headers, redirect: 'manual' }))
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    if (location !== null) {
      const next = new URL(location, url)
      if (next.href.startsWith(until)) return next.href
      request = new Request(next)
      continue
    }
    const { action, fields } = formOf({ url, html: await response.text() })
    if (action.href.startsWith(until)) return postedCallback(action.href, fields.toString())
    if (fields.has('username')) fields.set('username', person.username)
    if (fields.has('password')) fields.set('password', person.password)
    request = new Request(action, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin },
      body: fields,
    })
  }
  throw new Error(`${from} never led to ${until}`)
}

/** Signs in on a page that shows something to copy, and gives the text of its first text area. */
export async function copyFrom(handle: Handle, from: string, person: Person): Promise<string> {
  const url = new URL(from)
  const asked = await handle(new Request(url))
  const { action, fields } = formOf({ url, html: await asked.text() })
  fields.set('username', person.username)
  fields.set('password', person.password)
  const shown = await handle(
    // What Chromium sends from a page whose policy is no-referrer.
    new Request(action, {
      method: 'POST',
      headers: { origin: 'null', 'sec-fetch-site': 'same-origin' },
      body: fields,
    }),
  )
  const html = await shown.text()
  const text = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(html)?.[1]
  if (text === undefined) throw new Error(`Nothing to copy on ${from}:\n${html}`)
  return unescape(text)
}

/** Signs in on a page and agrees to everything it asks, until it asks nothing more. */
export async function agree(handle: Handle, from: string, person: Person): Promise<void> {
  const answered = new Error('answered')
  const until = async (request: Request): Promise<Response> => {
    const response = await handle(request)
    const html = await response.clone().text()
    if (response.headers.get('location') === null && !html.includes('<form')) throw answered
    return response
  }
  await browse(until, from, 'never:', person).catch((thrown: unknown) => {
    if (thrown !== answered) throw thrown
  })
}
