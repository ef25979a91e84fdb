/** A page like My Apps & Tokens: where a person who signs in elsewhere downloads a token (vendor notes, 5.1.2). */
import type { Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { offlineFile, offlinePair } from './offline-file.ts'
import { ssoClient, ssoUser } from './sandbox-accounts.ts'

const open = (run: (turn: Turn) => Response): Route => ({ checks: [], parameters: [], run })

const tokens = open((turn) => {
  const { client_name, client_id, client_secret = '' } = turn.findClient(ssoClient) ?? {}
  const file = `${new URL(turn.place.base).pathname}/api-gateway/token.json`
  return turn.page(
    'My Apps & Tokens',
    turn.html`<p>${ssoUser} signs in through SSO, so the token is made here.</p>
<dl><dt>Name</dt><dd>${client_name}</dd>
<dt>Client ID</dt><dd><code>${client_id}</code></dd>
<dt>Client Secret</dt><dd><code>${client_secret}</code></dd></dl>
<p><a href="${file}">Download Token</a></p>`,
  )
})

/** A token of this very moment; the gateway knows it when it is shown. */
const download = open(
  (turn) =>
    new Response(offlineFile(offlinePair(turn.now), turn.now, ssoUser), {
      headers: {
        'Content-Type': 'application/json',
        'Content-Disposition': 'attachment; filename="token.json"',
        'Cache-Control': 'no-store',
      },
    }),
)

export const pageRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  'GET /api-gateway': tokens,
  'GET /api-gateway/token.json': download,
}
