/** The file that Download Token gives, as the sandbox makes it for each walk (vendor notes, 5.2.4). */

/** The vendor's own samples, with the moment in place of the last nine characters. */
const ACCESS = 'ouzMaXEBbB6XqGtsWomK7Mv'
const REFRESH = '1uA8bZk0Q5cX2mVnR7tLwJ4'

export interface OfflinePair {
  readonly access_token: string
  readonly refresh_token: string
}

/** 32 letters and digits that say when they were made, so that the simulator needs no word from the page. */
export function offlinePair(at: number): OfflinePair {
  const moment = at.toString(36).padStart(9, '0')
  return { access_token: ACCESS + moment, refresh_token: REFRESH + moment }
}

/** When a token of such a file was made, in Unix milliseconds; `undefined` for any other token. */
export function offlineMoment(token: string): number | undefined {
  const known = [ACCESS, REFRESH].some((start) => token.startsWith(start))
  const moment = Number.parseInt(token.slice(ACCESS.length), 36)
  return known && token.length === 32 && Number.isSafeInteger(moment) ? moment : undefined
}

/** The fields of the file in its own order: the gateway's row, and the application's name. */
export const offlineFile = (pair: OfflinePair, at: number, username: string): string =>
  JSON.stringify(
    {
      access_token: pair.access_token,
      appname: 'nms',
      authenticated_userid: username,
      created_at: at,
      credential_id: '5b3c1f52-0000-4000-8000-000000000000',
      expires_in: 7200,
      id: '0c7a4e1e-0000-4000-8000-000000000000',
      refresh_token: pair.refresh_token,
      scope: 'all',
      token_type: 'bearer',
    },
    null,
    2,
  )
