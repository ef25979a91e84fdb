/** The token inspector in a real browser: every kind of text, five verdicts, and keys. */
import { CompactEncrypt, exportSPKI, SignJWT } from 'jose'
import { expect, test } from './fixtures.ts'
import {
  base64url,
  box,
  ec,
  expectVerdict,
  idClaims,
  jwkOf,
  openInspector,
  openPart,
  paste,
  pasteKey,
  rsa,
  seconds,
  signed,
  verdict,
} from './inspector.ts'

test.describe('what can be pasted', () => {
  test('whatever holds a token is taken apart, and says what it is', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const token = await signed()
    const found = page.getByRole('region', { name: 'What was found' })
    await paste(page, token)
    await expect(found).toContainText('https://as.example')
    await paste(page, `Authorization: Bearer ${token}`)
    await expect(found).toContainText('https://as.example')
    await paste(page, `"${token.slice(0, 40)}\n${token.slice(40)}"`)
    await expect(found).toContainText('https://as.example')
    await paste(page, JSON.stringify({ access_token: 'opaque-1', id_token: token, expires_in: 9 }))
    await page.getByRole('tab', { name: /id_token/ }).click()
    await expect(found).toContainText('https://as.example')
    await page.getByRole('tab', { name: /access_token/ }).click()
    await expectVerdict(page, 'Signature', 'Not checked')
    await paste(page, `https://app.example/callback#id_token=${token}&state=s`)
    await expect(found).toContainText('https://as.example')
    await paste(page, '7d2f1a52-5b4e-4a3c-9f1a-1d1f0a3c2b1e')
    await expectVerdict(page, 'Signature', 'Not checked')
    await expect(found).toContainText('opaque')
    await paste(page, 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d')
    await expect(page.getByRole('heading', { name: 'It needs a key' })).toBeVisible()
    await paste(page, '')
    await expect(page.getByRole('heading', { name: 'Nothing to inspect yet' })).toBeVisible()
  })

  test('pasting sends nothing, whatever the token names (T77)', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    await page.waitForLoadState('networkidle')
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url()))
    const header = base64url(
      JSON.stringify({
        alg: 'RS256',
        jku: `${grantwalk.sandbox}/keys`,
        x5u: `${grantwalk.sandbox}/c`,
      }),
    )
    const claims = { ...idClaims(), picture: `${grantwalk.sandbox}/p.png`, iss: grantwalk.sandbox }
    await paste(page, `${header}.${base64url(JSON.stringify(claims))}.c2ln`)
    await expectVerdict(page, 'Signature', 'Not checked')
    await paste(page, `https://as.example/callback?code=abc&state=s`)
    await paste(page, await signed())
    await expectVerdict(page, 'Time', 'Passed')
    await page.waitForTimeout(500)
    expect(sent).toEqual([])
  })

  test('hidden and look-alike letters are written out, and markup stays text (T69, T75)', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const name = '<b>x</b> \u202egnp.exe'
    await paste(page, await signed({ ...idClaims(), name, iss: 'https://micros\u043eft.example' }))
    const claims = page.getByRole('tabpanel', { name: 'Explained' }).last()
    await expect(claims).toContainText('<b>x</b> \\u202egnp.exe')
    await expect(claims).toContainText('U+043E')
  })
})

test.describe('five verdicts', () => {
  test('each stands alone, and what cannot be checked says what is missing', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await expect(page.getByRole('list', { name: 'Verdicts' }).locator('summary')).toHaveCount(5)
    await expectVerdict(page, 'Decoded', 'Passed')
    await expectVerdict(page, 'Decoded', 'Decoding proves nothing')
    await expectVerdict(page, 'Signature', 'Not checked')
    await expectVerdict(page, 'Issuer and audience', 'Not checked')
    await expectVerdict(page, 'Time', 'Passed')
    await expect(box(page), 'typing goes on where it was').toBeFocused()
    await expectVerdict(page, 'Bound to this run', 'Not checked')
    await verdict(page, 'Bound to this run').locator('summary').click()
    await expect(verdict(page, 'Bound to this run')).toContainText(/missing/)
  })

  test('what is expected can be typed, and is held against the token', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await openPart(page, 'What is expected of it')
    await page.getByRole('textbox', { name: 'Issuer' }).fill('https://as.example')
    await page.getByRole('textbox', { name: 'Client ID' }).fill('client-1')
    await page.getByRole('textbox', { name: 'Nonce' }).fill('n-1')
    await expectVerdict(page, 'Issuer and audience', 'Passed')
    await expectVerdict(page, 'Bound to this run', 'Passed')
    await page.getByRole('textbox', { name: 'Nonce' }).fill('n-2')
    await expectVerdict(page, 'Bound to this run', 'Failed')
    await page.getByRole('textbox', { name: 'Issuer' }).fill('https://as.example/')
    await expectVerdict(page, 'Issuer and audience', 'Failed')
  })

  test('an expired token fails by its time, unless the clocks may differ', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed({ ...idClaims(), iat: seconds() - 400, exp: seconds() - 200 }))
    await expectVerdict(page, 'Time', 'Failed')
    await openPart(page, 'What is expected of it')
    await page.getByRole('textbox', { name: 'Allowance for clocks that differ' }).fill('3600')
    await expectVerdict(page, 'Time', 'Passed')
  })
})

test.describe('keys', () => {
  test('a pasted key proves the signature, and a changed letter breaks it', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const token = await signed()
    await paste(page, token)
    await pasteKey(page, await jwkOf(ec.publicKey))
    await expectVerdict(page, 'Signature', 'Passed')
    await expect(page.getByRole('list', { name: 'Keys at hand' })).toContainText('thumbprint')
    const [header = '', , signature = ''] = token.split('.')
    const other = base64url(JSON.stringify({ ...idClaims(), sub: 'admin' }))
    await paste(page, `${header}.${other}.${signature}`)
    await expectVerdict(page, 'Signature', 'Failed')
  })

  test('a public key is never taken for a shared secret', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    const pem = await exportSPKI(rsa.publicKey)
    const forged = await new SignJWT(idClaims())
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(pem))
    await paste(page, forged)
    await pasteKey(page, pem, 'A secret, as plain text (UTF-8)')
    await expectVerdict(page, 'Signature', 'Failed')
  })

  test('a shared secret checks HS256, in any writing', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    const secret = Buffer.from('0123456789abcdef0123456789abcdef')
    await paste(
      page,
      await new SignJWT(idClaims()).setProtectedHeader({ alg: 'HS256' }).sign(secret),
    )
    await pasteKey(page, secret.toString('hex'), 'A secret in hexadecimal')
    await expectVerdict(page, 'Signature', 'Passed')
  })

  test('alg none is called what it is', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    const header = base64url(JSON.stringify({ alg: 'none' }))
    await paste(page, `${header}.${base64url(JSON.stringify(idClaims()))}.`)
    await expectVerdict(page, 'Signature', 'Failed')
  })

  test('what is no key says so, and an address is not fetched for it', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await pasteKey(page, 'https://as.example/keys')
    await expect(page.getByRole('alert')).toContainText('Nothing was fetched')
  })

  test('a typed address is asked only after it was confirmed, and shows the keys', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await openPart(page, 'Keys')
    await page.getByRole('tab', { name: 'From an address' }).click()
    const relayed: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/relay/')) relayed.push(request.postData() ?? '')
    })
    const address = `${grantwalk.sandbox}/arm/armb2c.onmicrosoft.com/B2C_1A_ROPC_Auth.ropc/discovery/v2.0/keys`
    await page.getByRole('textbox', { name: 'Address of a key set' }).fill(address)
    await page.getByRole('button', { name: 'Ask this address…' }).click()
    await expect(page.getByRole('group', { name: 'Confirm the address' })).toContainText(address)
    expect(relayed).toEqual([])
    await page.getByRole('button', { name: /^Ask localhost/ }).click()
    await expect(page.getByRole('list', { name: 'Keys at hand' })).toContainText(address)
    expect(relayed.join('')).not.toContain('eyJ')
  })

  test('an encrypted token opens with the pasted private key, and the one inside is judged', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const jwe = await new CompactEncrypt(new TextEncoder().encode(await signed()))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(rsa.publicKey)
    await paste(page, jwe)
    await expect(page.getByRole('heading', { name: 'It needs a key' })).toBeVisible()
    await pasteKey(page, await jwkOf(rsa.privateKey))
    await expect(page.getByText('It opened with')).toBeVisible()
    const inside = page.getByText('https://as.example').filter({ visible: true })
    await expect(inside.first()).toBeVisible()
  })
})
