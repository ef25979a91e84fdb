/** What the relay refused, or could not reach, said so that a person knows what to do. */
import type { Problem } from '../core/problem.ts'

interface Words {
  readonly means: string
  readonly remedy: string
}

/** Refusals of our own relay, by the code it answers with. */
const refusals: Readonly<Record<string, Words>> = {
  key_missing: {
    means: 'This tab does not have the relay’s key, so nothing was sent.',
    remedy:
      'Open the link that Grantwalk printed in the terminal, or paste it at the top of this page.',
  },
  key_wrong: {
    means: 'The relay does not accept this tab’s key: it was started again since.',
    remedy:
      'Open the newest link that Grantwalk printed in the terminal, or paste it at the top of this page.',
  },
  relay_unreachable: {
    means:
      'Grantwalk’s own server does not answer. Unless it stopped at this very moment, nothing was sent.',
    remedy:
      'See whether it still runs in the terminal. If not, run npm start, open the link it prints, and send again. Nothing here is lost.',
  },
  relay_lost: {
    means:
      'Grantwalk’s own server stopped in the middle of this exchange. The request may have arrived all the same.',
    remedy:
      'Start it again with npm start. Before you send once more, think whether a second time would do harm.',
  },
  aborted: {
    means: 'You stopped waiting. The server may have received the request all the same.',
    remedy: 'Send it again when you are ready.',
  },
  busy: {
    means: 'Too many requests are under way at once.',
    remedy: 'Wait a second and send it again.',
  },
  body_too_large: {
    means: 'The request is larger than the 16 MiB the relay takes.',
    remedy: 'Make the body smaller.',
  },
}

/** A target the relay will not go to, by the reason it gives. */
function targetRefused(reason: string): Words {
  if (
    reason === 'host-not-allowed' ||
    reason.startsWith('addr-') ||
    reason === 'scheme' ||
    reason === 'port'
  )
    return {
      means:
        'The relay goes only to addresses that are built in or that you approved, and this is not one of them.',
      remedy:
        'A public https server can be allowed here, for this run. Anything else is approved where only you can: start Grantwalk with npm start -- --allow and the origin, for example --allow https://10.20.30.40.',
    }
  return {
    means: 'The relay does not go to an address written like this.',
    remedy: 'Write it plainly: https, the host name, and the path.',
  }
}

/** @param reason what exactly the policy objected to, for example `addr-private` */
export function relayProblem(code: string, reason?: string, message?: string): Problem {
  const words =
    refusals[code] ??
    (code === 'target_refused'
      ? targetRefused(reason ?? '')
      : {
          means: message ?? 'The relay refused this request before sending anything.',
          remedy: 'Correct the request and send it again.',
        })
  const kind = ['relay_unreachable', 'relay_lost', 'aborted'].includes(code)
    ? 'network_error'
    : 'relay_refused'
  return {
    kind,
    code: reason ?? code,
    ...(message === undefined ? {} : { said: message }),
    ...words,
  }
}

/** Nobody answers any more. The relay begins its answer once the request is written: it may have arrived then. */
export const goneBy = ({ aborted }: AbortSignal, begun: Response | undefined): Problem =>
  relayProblem(aborted ? 'aborted' : begun === undefined ? 'relay_unreachable' : 'relay_lost')

/** The relay's own refusals are JSON: `{"error":{"code","reason","message"}}`. */
export async function refusedBy(response: Response): Promise<Problem> {
  const answer: unknown = await response.json().catch(() => undefined)
  const error = member(answer, 'error')
  const code = member(error, 'code')
  const reason = member(error, 'reason')
  return relayProblem(
    text(code) ?? `http_${response.status}`,
    text(reason),
    text(member(error, 'message')),
  )
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Failures after the relay set out, by the code of its `error` frame. */
const failures: Readonly<Record<string, Words>> = {
  dns: {
    means: 'No address is known for this host name.',
    remedy:
      'Check the spelling, and whether this machine can reach the network the name belongs to.',
  },
  connect: {
    means: 'Nothing listens there, or a firewall turned the connection away.',
    remedy: 'Check the address and the port, and whether the server runs.',
  },
  timeout: {
    means: 'The server took too long.',
    remedy: 'Send it again. If it stays slow, ask for less at once.',
  },
  tls_untrusted: {
    means: 'The server’s certificate is not one this machine trusts, so nothing was sent.',
    remedy:
      'For an appliance of yours, start Grantwalk with --allow and --pin and the certificate’s SHA-256.',
  },
  tls_pin_mismatch: {
    means: 'The server showed another certificate than the one you pinned, so nothing was sent.',
    remedy:
      'Find out whether the certificate was renewed. If not, someone stands between you and the server.',
  },
}

export function upstreamProblem(code: string, message: string, url: string): Problem {
  const family = Object.keys(failures).find((name) => code.includes(name)) ?? ''
  const host = URL.canParse(url) ? new URL(url).host : url
  const words = failures[family] ?? {
    means: `${host} did not give an answer that can be read.`,
    remedy: 'Send it again. If it stays so, show this exchange to whoever runs the server.',
  }
  return {
    kind:
      code.startsWith('limit') || code === 'headers_too_large' ? 'limit_reached' : 'network_error',
    code,
    ...(message === '' ? {} : { said: message }),
    ...words,
  }
}
