/** Saves a body as a file, under a name that says no more than it should. */
import { fileNameOf } from '../../core/answer/file-name.ts'
import { utf8 } from '../../core/http.ts'
import { typeOf } from './body-kind.ts'
import type { Incoming } from './incoming.ts'

const endings: readonly (readonly [type: RegExp, ending: string])[] = [
  [/[/+]json$/, 'json'],
  [/[/+]xml$/, 'xml'],
  [/^text\/csv$/, 'csv'],
  [/^image\/(?:png|jpeg|gif|webp)$/, 'img'],
  [/^text\//, 'txt'],
]

/** The server's own name when it gives one (RFC 6266), without a path and with a harmless ending. */
export function saveName(incoming: Incoming): string {
  const head = incoming.head()
  const given = head === undefined ? undefined : fileNameOf({ ...head, body: utf8('') })
  const type = typeOf(head)
  const ending = endings.find(([pattern]) => pattern.test(type))?.[1] ?? 'bin'
  const picture = ending === 'img' ? (type.split('/')[1] ?? 'bin') : ending
  return given?.name ?? `answer.${picture}`
}

/** Milliseconds after which the address is worth nothing: the browser has long begun to write. */
const KEPT = 60_000

export function save(incoming: Incoming): void {
  // Without a type, a browser that opened it would not run it either.
  const blob = new Blob([incoming.blob()], { type: 'application/octet-stream' })
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = saveName(incoming)
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), KEPT)
}
