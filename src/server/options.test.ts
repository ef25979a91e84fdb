/** The command line, good and bad. */
import { describe, expect, it } from 'vitest'
import { OptionProblem, readOptions } from './options.ts'

const read = (args: readonly string[], environment: Record<string, string> = {}) =>
  readOptions(args, environment)

describe('options', () => {
  it('are the documented ports when nothing is said', () => {
    expect(read([])).toEqual({
      port: 7861,
      sandboxPort: 7862,
      open: false,
      help: false,
      approved: [],
      allowNat64: false,
    })
  })

  it('take ports from the environment', () => {
    expect(read([], { PORT: '9001', SANDBOX_PORT: '9002' })).toMatchObject({
      port: 9001,
      sandboxPort: 9002,
    })
  })

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a port'],
    [{ PORT: '0' }, 'PORT must be a port'],
    [{ SANDBOX_PORT: '65536' }, 'SANDBOX_PORT must be a port'],
    [{ PORT: '7862' }, 'must differ'],
  ])('refuse %j in words', (environment, words) => {
    expect(() => read([], environment)).toThrow(words)
  })

  it('refuse what they do not know', () => {
    expect(() => read(['--opne'])).toThrow(OptionProblem)
  })

  it('approve an origin, with a pin written any usual way', () => {
    const pin = 'AB:'.repeat(31) + 'AB'
    expect(read(['--allow', 'https://10.20.30.40', '--pin', `sha256/${pin}`]).approved).toEqual([
      { origin: 'https://10.20.30.40', allowPrivate: true, pin: 'ab'.repeat(32) },
    ])
  })

  it('judge what is behind NAT64 only when told to (T34)', () => {
    expect(read(['--allow-nat64']).allowNat64).toBe(true)
    expect(() => read(['--allow-nat46'])).toThrow(OptionProblem)
  })

  it('approve loopback only when it is named', () => {
    expect(read(['--allow', 'http://127.0.0.1:4011']).approved[0]?.allowLoopback).toBe(true)
    expect(read(['--allow', 'https://10.0.0.1']).approved[0]?.allowLoopback).toBeUndefined()
  })

  it.each([
    [['--allow']],
    [['--allow', 'ftp://x']],
    [['--allow', 'https://x/path']],
    [['--pin', 'ab']],
  ])('refuse %j', (args) => {
    expect(() => read(args)).toThrow(OptionProblem)
  })

  it('refuse a pin that is too short', () => {
    expect(() => read(['--allow', 'https://10.0.0.1', '--pin', 'ab'])).toThrow('64 hex digits')
  })
})
