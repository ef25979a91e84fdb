/** Sealed files: they open with their passphrase, whole, and in no other way. */
import { describe, expect, it, vi } from 'vitest'
import imports from '../cases/import.json' with { type: 'json' }
import { Refusal } from '../problem.ts'
import { openContainer, sealContainer } from './container.ts'

const QUICK = 100_000
const phrase = 'four words that nobody guesses'
const secret = 'CANARY-client-secret-51b2 \u{1F511} \u0000'

const codeOf = (thrown: unknown) => {
  if (thrown instanceof Refusal) return thrown.problem.code
  throw thrown
}
const opened = (text: string, passphrase = phrase) =>
  openContainer(text, passphrase).then(() => 'opened', codeOf)

const file = await sealContainer(secret, phrase, QUICK)

/** A file with one member, at any depth, replaced. */
function changed(how: (data: Record<string, unknown>, name: string) => void): string {
  return JSON.stringify(
    JSON.parse(file, (name, value: unknown) => {
      if (typeof value === 'object' && value !== null) {
        const copy: Record<string, unknown> = { ...value }
        how(copy, name)
        return copy
      }
      return value
    }),
  )
}

const flipped = (base64: unknown, bit: number) => {
  const bytes = Uint8Array.from(atob(String(base64)), (sign) => sign.charCodeAt(0))
  const at = Math.floor(bit / 8) % bytes.length
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8))
  return btoa(String.fromCharCode(...bytes))
}

describe('a sealed file', () => {
  it('opens with its passphrase, to the last character', async () => {
    expect(await openContainer(file, phrase)).toBe(secret)
  })

  it('holds nothing of what is in it, in clear or in base64', () => {
    expect(file).not.toContain('CANARY')
    for (const cut of [0, 1, 2])
      expect(file).not.toContain(btoa('CANARY-client'.slice(cut, cut + 9)))
  })

  it('is another one each time, though the text and the passphrase are the same', async () => {
    const again = await sealContainer(secret, phrase, QUICK)
    const parts = (text: string) => [...text.matchAll(/"[\w+/=]{16,}"/g)].map(([part]) => part)
    expect(parts(file)).toHaveLength(6)
    expect(parts(again).filter((part) => parts(file).includes(part))).toEqual([])
  })

  it('is made with 600,000 rounds unless told', async () => {
    const made: unknown = JSON.parse(await sealContainer('x', phrase))
    expect(made).toMatchObject({ lock: { kdf: { name: 'PBKDF2', iterations: 600_000 } } })
  })

  it('does not mind how the passphrase is composed', async () => {
    const composed = await sealContainer('x', 'ein Schl\u00fcssel f\u00fcr alle', QUICK)
    expect(await openContainer(composed, 'ein Schlu\u0308ssel fu\u0308r alle')).toBe('x')
  })

  it.each(['content', 'wrapped'])('does not open with one bit of %s flipped', async (part) => {
    for (const bit of [0, 7, 100]) {
      const text = changed((data, name) => {
        if (name === part) data['data'] = flipped(data['data'], bit)
      })
      expect(await opened(text)).toBe('decrypt_failed')
    }
  })

  it('does not open with the lock of another file under the same passphrase', async () => {
    const other = JSON.parse(await sealContainer('other', phrase, QUICK))
    expect(await opened(JSON.stringify({ ...JSON.parse(file), lock: other.lock }))).toBe(
      'decrypt_failed',
    )
  })

  it.each([
    ['iterations', 99_999],
    ['iterations', 5_000_001],
    ['iterations', 4_000_000_000],
    ['iterations', 100_000.5],
    ['iterations', -1],
    ['salt', btoa('fifteen bytes..')],
    ['salt', btoa('x'.repeat(65))],
    ['hash', 'SHA-1'],
    ['name', 'scrypt'],
  ])('is refused before anything is computed when its %s is %s', async (member, value) => {
    const text = changed((data, name) => {
      if (name === 'kdf') data[member] = value
    })
    const derive = vi.spyOn(crypto.subtle, 'deriveKey')
    expect(await opened(text)).toBe('kdf_params')
    expect(derive).not.toHaveBeenCalled()
    derive.mockRestore()
  })

  it.each([
    ['hello', 'not_json'],
    ['', 'not_json'],
    ['{}', 'schema'],
    ['[]', 'schema'],
    [changed((data, name) => name === '' && Object.assign(data, { version: 2 })), 'schema'],
    [changed((data, name) => name === '' && Object.assign(data, { extra: 1 })), 'schema'],
    [changed((data, name) => name === 'content' && Object.assign(data, { iv: '!' })), 'schema'],
    [
      changed((data, name) => name === 'content' && Object.assign(data, { iv: '' })),
      'decrypt_failed',
    ],
    [' '.repeat((30 << 20) + 1), 'too_large'],
  ])('that is none is refused with a reason (%#)', async (text, code) => {
    expect(await opened(text)).toBe(code)
  })
})

interface EncryptedInput {
  readonly passphrase?: string
  readonly flip?: number
  readonly kdf?: { readonly iterations: number }
}

/** The file a case describes, made from a good one. */
const made = ({ flip, kdf }: EncryptedInput) =>
  changed((data, name) => {
    if (name === 'content' && flip !== undefined) data['data'] = flipped(data['data'], flip)
    if (name === 'kdf') Object.assign(data, kdf)
  })

describe('a hostile import', () => {
  const ours = imports.filter(({ id }) => ['imp-27', 'imp-28', 'imp-29'].includes(id))
  it.each(ours)('$id: $title', async ({ input, expect: wanted }) => {
    const asked: EncryptedInput = typeof input.file === 'object' ? input.file : {}
    const code = await opened(made(asked), asked.passphrase ?? phrase)
    expect({ outcome: 'import_rejected', code, stored: false }).toEqual(wanted)
  })

  it('finds all of its cases', () => expect(ours).toHaveLength(3))
})
