import { describe, expect, it } from 'vitest'
import type { TlsFacts } from '../core/wire.ts'
import { createAskTerminal } from './approvals-terminal.ts'
import type { Vetted } from './policy.ts'

const vetted = (address: string): Vetted => ({
  url: new URL(address),
  port: 443,
  addresses: ['10.0.0.9'],
  pin: undefined,
  reused: false,
})
const facts = (authorized: boolean): TlsFacts => ({
  protocol: 'TLSv1.3',
  cipher: '',
  alpn: '',
  authorized,
  leaf: { subject: '', issuer: '', san: '', from: '', to: '', sha256: 'ab'.repeat(32), pem: '' },
})

async function asked(address: string, answers: (boolean | undefined)[], seen?: TlsFacts) {
  const heard: string[] = []
  const ask = createAskTerminal(
    (question) => {
      heard.push(question)
      return Promise.resolve(answers.shift())
    },
    () => {
      heard.push('handshake')
      return Promise.resolve(seen)
    },
    () => undefined,
  )
  return { heard, answer: await ask(vetted(address), () => undefined) }
}

describe('what the terminal is asked', () => {
  it('names origin, address and port, and connects to nothing before a yes (T27)', async () => {
    for (const [said, kind] of [
      [false, 'no'],
      [undefined, 'late'],
    ] as const) {
      const { heard, answer } = await asked('https://appliance.lan/', [said], facts(true))
      expect(answer).toEqual({ kind })
      expect(heard).toHaveLength(1)
      expect(heard[0]).toMatch(/https:\/\/appliance\.lan\n.*10\.0\.0\.9, port 443/)
    }
  })

  it('names the hash of a certificate nobody vouches for, and pins it after a second yes (T35)', async () => {
    const { heard, answer } = await asked('https://appliance.lan/', [true, true], facts(false))
    expect(answer).toEqual({ kind: 'yes', pin: 'ab'.repeat(32) })
    expect(heard[2]).toContain('ab:ab:ab')
    const refused = await asked('https://appliance.lan/', [true, false], facts(false))
    expect(refused.answer).toEqual({ kind: 'no' })
  })

  it('has no second question for a trusted certificate, and none for plain http', async () => {
    expect((await asked('https://appliance.lan/', [true], facts(true))).answer).toEqual({
      kind: 'yes',
    })
    const plain = await asked('http://appliance.lan/', [true], facts(false))
    expect(plain.answer).toEqual({ kind: 'yes' })
    expect(plain.heard).toHaveLength(1)
  })
})
