/** A text with its secrets covered, for sentences and lists where no reveal button stands beside. */
import { segmentsOf } from '../trace/mask.ts'
import type { Secret } from '../trace/secrets.ts'

export const dots = '••••••••'

export const cover = (text: string, secrets: readonly Secret[]): string =>
  segmentsOf(text, secrets)
    .map((part) => (part.kind === 'secret' ? dots : part.text))
    .join('')
