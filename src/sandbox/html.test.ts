/** Escaping: what stands in a value stays a value. */
import { describe, expect, it } from 'vitest'
import type { Simulator } from '../core/simulator.ts'
import { html } from './html.ts'
import { ORIGIN, plain, plainServer } from './plain.test-support.ts'

const NASTY = `"><script>alert('x')</script>&`
const ESCAPED = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;'

describe('html', () => {
  it('escapes every value and nothing of the page itself', () => {
    expect(html`<p title="${NASTY}">${NASTY} ${1}</p>`.text).toBe(
      `<p title="${ESCAPED}">${ESCAPED} 1</p>`,
    )
  })

  it('takes pages into pages, lists of them, and nothing at all', () => {
    const rows = ['<', '>'].map((one) => html`<li>${one}</li>`)
    expect(html`<ul>${rows}</ul>${undefined}${html`<br>`}`.text).toBe(
      '<ul><li>&lt;</li><li>&gt;</li></ul><br>',
    )
  })
})

describe('the pages of a vendor whose every word is hostile', () => {
  const hostile: Simulator = {
    ...plain,
    product: NASTY,
    summary: NASTY,
    accounts: [{ username: NASTY, password: NASTY, note: NASTY }],
    version: () => NASTY,
    clients: ({ appOrigins }) => [
      {
        client_id: NASTY,
        client_secret: 'x',
        client_name: NASTY,
        redirect_uris: appOrigins.map((origin) => `${origin}/?${NASTY}`),
        grant_types: ['authorization_code'],
        scope: NASTY,
      },
    ],
    faults: {
      client_unknown: { status: 400, error: NASTY, error_description: NASTY },
    },
  }

  const request = (client_id: string) =>
    `/plain/authorize?${new URLSearchParams({ response_type: 'code', client_id }).toString()}`

  it('hold no element that is not ours', async () => {
    const { visit, sandbox } = plainServer(hostile)
    const login = await (await visit(request(NASTY))).text()
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(login)?.[1] ?? ''
    const form = { _csrf, username: NASTY, password: NASTY }
    const consent = await (await visit('/plain/login', form)).text()
    expect(consent).toContain('Approve access?')
    const error = await (await visit(request('x'))).text()
    const index = await (await sandbox(new Request(ORIGIN))).text()
    for (const page of [login, consent, error, index]) {
      expect(page).not.toContain('<script')
      expect(page).toContain(ESCAPED)
    }
  })

  it('keep the policy header whole', async () => {
    const answer = await plainServer(hostile).visit(request(NASTY))
    expect(answer.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:7861; frame-ancestors",
    )
  })
})
