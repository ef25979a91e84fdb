/** AMM's login, its session and its one-time forms: what a stranger's page could try. */
import { describe, expect, it } from 'vitest'
import {
  appliance,
  authorizeAddress,
  browser,
  codeRequest,
  csrf,
  landing,
} from './amm.test-support.ts'

const operator = { username: 'operator', password: 'operator-password' }

describe('the login page of AMM', () => {
  it('shows itself again after a wrong password, with the reason, and then goes on', async () => {
    const { open } = browser(appliance())
    const first = await (await open(authorizeAddress(codeRequest))).text()
    expect(first).not.toContain('role="alert"')
    const wrong = { _csrf: csrf(first), ...operator, password: 'wrong' }
    const second = await (await open('/amm/login', wrong)).text()
    expect(second).toContain('<p class="bad" role="alert">Bad credentials')
    const right = { _csrf: csrf(second), ...operator }
    const third = await (await open('/amm/login', right)).text()
    expect(third).toContain('<h1>Approve access?</h1>')
  })

  it('says the same of an unknown name, and tells a disabled and a locked account', async () => {
    const says = async (username: string): Promise<string> => {
      const { open } = browser(appliance())
      const page = await (await open(authorizeAddress(codeRequest))).text()
      const form = { _csrf: csrf(page), username, password: 'wrong' }
      return /role="alert">([^<]+)/.exec(await (await open('/amm/login', form)).text())?.[1] ?? ''
    }
    expect(await says('nobody')).toBe(await says('operator'))
    expect(await says('dora')).toBe('User is disabled.')
    expect(await says('lars')).toBe('User account is locked.')
  })

  it('names the sandbox’s accounts in a note that is Grantwalk’s', async () => {
    const page = await (await browser(appliance()).open('/amm/login')).text()
    expect(page).toContain('Grantwalk’s sandbox note')
    expect(page).toContain('<code>operator</code> / <code>operator-password</code>')
  })

  it('can be opened without a waiting request', async () => {
    const { open } = browser(appliance())
    const page = await (await open('/amm/login')).text()
    const answer = await open('/amm/login', { _csrf: csrf(page), ...operator })
    expect(await answer.text()).toContain('You are signed in as <strong>operator</strong>')
  })
})

describe('a form of AMM', () => {
  it('works once', async () => {
    const { open, decide } = browser(appliance())
    const login = await (await open(authorizeAddress(codeRequest))).text()
    const form = { _csrf: csrf(login), ...operator }
    expect((await open('/amm/login', form)).status).toBe(200)
    expect((await open('/amm/login', form)).status).toBe(403)
    const page = await (await open(authorizeAddress(codeRequest))).text()
    expect((await decide(page, 'true')).status).toBe(303)
    expect((await decide(page, 'true')).status).toBe(403)
  })

  it('does not work for another browser, nor without a cookie', async () => {
    const appliances = appliance()
    const victim = browser(appliances)
    const attacker = browser(appliances)
    const page = await (await attacker.open(authorizeAddress(codeRequest))).text()
    await victim.open(authorizeAddress(codeRequest))
    const form = { _csrf: csrf(page), ...operator }
    expect((await victim.visit('/amm/login', form)).status).toBe(403)
    expect((await browser(appliances).visit('/amm/login', form)).status).toBe(403)
    const consent = await browser(appliances).signIn(codeRequest)
    expect((await victim.decide(consent, 'true')).status).toBe(403)
  })

  it('is needed: a bare approval is no approval', async () => {
    const appliances = appliance()
    const person = browser(appliances)
    await person.signIn(codeRequest)
    const address = authorizeAddress(codeRequest)
    const answer = await person.visit(address, { user_oauth_approval: 'true' })
    expect(answer.status).toBe(403)
  })

  it('asks for what was shown, whatever the post says', async () => {
    const appliances = appliance()
    const person = browser(appliances)
    const page = await person.signIn({ ...codeRequest, state: 'shown' })
    const answer = await person.visit('/amm/api/oauth/authorize?client_id=other', {
      _csrf: csrf(page),
      user_oauth_approval: 'true',
      redirect_uri: 'https://evil.example',
      state: 'posted',
    })
    expect(landing(answer).searchParams.get('state')).toBe('shown')
    expect(landing(answer).origin).toBe('http://localhost:7861')
  })

  it('expires after half an hour', async () => {
    const appliances = appliance()
    const person = browser(appliances)
    const page = await person.signIn(codeRequest)
    await appliances.control({ advance: 1800 })
    expect((await person.decide(page, 'true')).status).toBe(403)
  })
})

describe('the session of AMM', () => {
  it('is a cookie for the simulator’s path that scripts cannot read', async () => {
    const answer = await appliance().send(authorizeAddress(codeRequest).slice(4))
    expect(answer.headers.get('set-cookie')).toMatch(
      /^JSESSIONID=[0-9A-F]{32}; Path=\/amm; HttpOnly; SameSite=Lax$/,
    )
  })

  it('gets a new id at the login: one that was planted is worth nothing', async () => {
    const person = browser(appliance())
    await person.open(authorizeAddress(codeRequest))
    const before = person.cookies.get('JSESSIONID')
    await person.signIn(codeRequest)
    expect(person.cookies.get('JSESSIONID')).not.toBe(before)
    const planted = browser(appliance())
    planted.cookies.set('JSESSIONID', 'A'.repeat(32))
    await planted.signIn(codeRequest)
    expect(planted.cookies.get('JSESSIONID')).not.toBe('A'.repeat(32))
  })

  it('lets two tabs sign in one after the other', async () => {
    const appliances = appliance()
    const { open, decide } = browser(appliances)
    const tabs = [
      { ...codeRequest, state: 'one' },
      { ...codeRequest, state: 'two' },
    ]
    const logins: string[] = []
    for (const tab of tabs) logins.push(await (await open(authorizeAddress(tab))).text())
    const consents: string[] = []
    for (const page of logins)
      consents.push(await (await open('/amm/login', { _csrf: csrf(page), ...operator })).text())
    const states: (string | null)[] = []
    for (const page of consents)
      states.push(landing(await decide(page, 'true')).searchParams.get('state'))
    expect(states).toEqual(['one', 'two'])
  })

  it('is over after a logout, also for who kept the cookie', async () => {
    const appliances = appliance()
    const person = browser(appliances)
    const page = await person.signIn(codeRequest)
    const thief = browser(appliances)
    thief.cookies.set('JSESSIONID', person.cookies.get('JSESSIONID') ?? '')
    await person.open('/amm/logout', { _csrf: csrf(page) })
    const answer = await thief.open(authorizeAddress(codeRequest))
    expect(await answer.text()).toContain('<h1>Sign in</h1>')
  })

  it('ends after half an hour without a request', async () => {
    const appliances = appliance()
    const person = browser(appliances)
    await person.signIn(codeRequest)
    await appliances.control({ advance: 1799 })
    const page = await (await person.open(authorizeAddress(codeRequest))).text()
    expect(page).toContain('Approve access?')
    await appliances.control({ advance: 1800 })
    const later = await (await person.open(authorizeAddress(codeRequest))).text()
    expect(later).toContain('<h1>Sign in</h1>')
  })

  it('ends with “Use another account”, and the request starts again', async () => {
    const appliances = appliance()
    const { open, signIn, decide } = browser(appliances)
    const page = await signIn({ ...codeRequest, state: 'kept' })
    const other = await open(authorizeAddress(codeRequest))
    const login = await (await open('/amm/logout', { _csrf: csrf(page) })).text()
    expect(login).toContain('<h1>Sign in</h1>')
    // Nobody may consent now in the name of who comes next.
    expect((await decide(await other.text(), 'true')).status).toBe(403)
    const form = { _csrf: csrf(login), username: 'HQ\\remy', password: 'remote-horse' }
    const consent = await (await open('/amm/login', form)).text()
    expect(consent).toContain('<strong>HQ\\remy</strong>')
    expect(landing(await decide(consent, 'true')).searchParams.get('state')).toBe('kept')
  })
})

describe('a page of AMM', () => {
  it('allows no script, no framing, and a form only towards the client', async () => {
    const person = browser(appliance())
    const login = await person.open(authorizeAddress(codeRequest))
    expect(login.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self' http://localhost:7861; frame-ancestors 'none'; base-uri 'none'",
    )
    expect(login.headers.get('x-frame-options')).toBe('DENY')
    expect(login.headers.get('cache-control')).toBe('no-store')
    expect(await login.text()).not.toMatch(/<script|style=| on[a-z]+=/)
  })

  it('has its stylesheet in the simulator', async () => {
    const { send } = appliance()
    const page = await (await browser({ send }).open('/amm/login')).text()
    const href = /rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? ''
    const answer = await send(href.replace('/amm', ''))
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await answer.text()).toContain('--accent')
  })
})
