/** What lies in a tab's storage opens in its place, with the key of the relay that runs, and nowhere else. */
import { describe, expect, it, vi } from 'vitest'
import { createTabBox, createTabKey } from './tab-box.ts'

const boxWith = (fill: number) => createTabBox(() => new Uint8Array(32).fill(fill))

describe('a text under seal', () => {
  it('opens as it was, however long and whatever is in it', () => {
    const box = boxWith(1)
    for (const text of ['', 'ä\u0000🗝', 'x'.repeat(300_000)])
      expect(box.open(box.seal(text, 'here') ?? '', 'here')).toBe(text)
  })

  it('opens nowhere else, under no other key, and not when a bit was changed', () => {
    const sealed = boxWith(1).seal('CANARY', 'here') ?? ''
    expect(boxWith(1).open(sealed, 'there')).toBeUndefined()
    expect(boxWith(2).open(sealed, 'here')).toBeUndefined()
    const bent = `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}`
    expect(boxWith(1).open(bent, 'here')).toBeUndefined()
    for (const other of ['', '{}', 'not base64!'])
      expect(boxWith(1).open(other, 'here')).toBeUndefined()
  })

  it('is never the same twice', () => {
    const box = boxWith(1)
    expect(box.seal('same', 'here')).not.toBe(box.seal('same', 'here'))
  })

  it('is not made while there is no key', () => {
    expect(createTabBox(() => undefined).seal('CANARY', 'here')).toBeUndefined()
  })
})

describe('the key', () => {
  it('is asked for once, and again where the relay did not give one', async () => {
    const ask = vi
      .fn<(path: string) => Promise<unknown>>()
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce({ key: 'short' })
      .mockResolvedValue({ key: 'A'.repeat(43) })
    const { key, fetchKey } = createTabKey(ask)
    await fetchKey()
    expect(key()).toBeUndefined()
    await fetchKey()
    await fetchKey()
    expect(key()).toEqual(new Uint8Array(32))
    await fetchKey()
    expect(ask).toHaveBeenCalledTimes(3)
  })
})
