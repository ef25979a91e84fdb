/** What only the builder needs of the browser: the person's requests, and both ways to a server. */
import type { KeptDraft } from '../../client/kept-draft.ts'
import type { Reading } from '../../client/reading.ts'
import type { Requests } from '../../client/requests.ts'
import { openTabStorage, tabStorage } from '../../client/tab-storage.ts'
import type { OpenStream } from '../../core/stream.ts'
import type { Services } from '../services.ts'

export interface Builder {
  readonly requests: Requests
  readonly kept: KeptDraft
  readonly relay: OpenStream
  readonly direct: OpenStream
  /** What a pasted text or a file holds. */
  readonly read: Reading
}

/** Fetched with the screen, never with the first one. */
export async function openBuilder(services: Services): Promise<Builder> {
  const [{ createRequests }, { createKeptDraft }, { createDirect }, { readText }] =
    await Promise.all([
      import('../../client/requests.ts'),
      import('../../client/kept-draft.ts'),
      import('../../client/direct.ts'),
      import('../../client/reading.ts'),
      openTabStorage(),
    ])
  return {
    requests: createRequests(services.now),
    kept: createKeptDraft(tabStorage),
    relay: services.open,
    read: readText,
    direct: createDirect(() => ({
      events: document,
      secure: location.protocol === 'https:',
      online: () => navigator.onLine,
    })),
  }
}
