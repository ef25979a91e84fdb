/** What a person may ask of the server, on the command line and in the environment. */
import { operatorApproval } from '../relay/approvals.ts'
import type { Approval } from '../relay/policy.ts'

export interface Options {
  readonly port: number
  readonly sandboxPort: number
  readonly open: boolean
  readonly help: boolean
  readonly approved: readonly Approval[]
  readonly allowNat64: boolean
}

/** A sentence that says what to do; the caller prints it and exits with code 2. */
export class OptionProblem extends Error {}

export const usage = `Grantwalk, an OAuth playground in the browser

  npm start -- [options]

  --open               open the browser at the printed link
  --allow ORIGIN       let the relay go to an address that is not built in,
                       for example --allow https://10.20.30.40
  --pin SHA256         the certificate of the origin allowed just before, in hex;
                       for an appliance that made its own certificate
  --allow-nat64        for a network without IPv4, whose name servers make IPv6
                       addresses (DNS64): judge the IPv4 address in them
  --help               show this

  PORT=7861            port of the app and the relay
  SANDBOX_PORT=7862    port of the simulated vendors`

/** @throws OptionProblem */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const port = portOf('PORT', environment['PORT'], 7861)
  const sandboxPort = portOf('SANDBOX_PORT', environment['SANDBOX_PORT'], 7862)
  if (port === sandboxPort)
    throw new OptionProblem('PORT and SANDBOX_PORT must differ: they are two origins on purpose.')
  const approved: Approval[] = []
  let open = false
  let help = false
  let allowNat64 = false
  const rest = [...args]
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (option === '--open') open = true
    else if (option === '--help' || option === '-h') help = true
    else if (option === '--allow-nat64') allowNat64 = true
    else if (option === '--allow') approved.push(approvalOf(rest.shift()))
    else if (option === '--pin') approved.push(pinned(approved.pop(), rest.shift()))
    else throw new OptionProblem(`There is no option ${option}. See them with --help.`)
  }
  const origins = approved.map(({ origin }) => origin)
  const twice = origins.find((origin, at) => origins.indexOf(origin) !== at)
  if (twice !== undefined)
    throw new OptionProblem(`--allow ${twice} stands there twice. Write it once, with its --pin.`)
  return { port, sandboxPort, open, help, approved, allowNat64 }
}

function portOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new OptionProblem(`${name} must be a port from 1 to 65535, not “${text}”.`)
  return port
}

/** Private and plain-http addresses are approved here and nowhere else: a page cannot type this (T31). */
function approvalOf(text: string | undefined): Approval {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.origin !== text?.replace(/\/$/, '')
  )
    throw new OptionProblem(
      `--allow wants an origin, scheme and host and port only, such as https://10.20.30.40. It got ${text ?? 'nothing'}.`,
    )
  return operatorApproval(url.origin)
}

function pinned(approval: Approval | undefined, text: string | undefined): Approval {
  const pin = (text ?? '')
    .replace(/^sha256[/:]/i, '')
    .replaceAll(':', '')
    .toLowerCase()
  if (approval === undefined)
    throw new OptionProblem(
      '--pin belongs to an --allow: write it right after the origin it is for.',
    )
  if (!approval.origin.startsWith('https://'))
    throw new OptionProblem('--pin belongs to an https origin: plain http shows no certificate.')
  if (!/^[0-9a-f]{64}$/.test(pin))
    throw new OptionProblem(
      '--pin wants the SHA-256 of the certificate: 64 hex digits, colons allowed.',
    )
  return { ...approval, pin }
}
