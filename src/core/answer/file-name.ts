/** A name under which an answer may be saved: a base name, nothing invisible, nothing that runs. */
import { type HttpResponse, headerOf } from '../http.ts'

export interface FileName {
  readonly name: string
  /** More than a path was taken away. */
  readonly changed: boolean
}

/** Endings that only hold data. Everything else gets one of these behind it. */
const harmless = new Set(['txt', 'json', 'csv', 'xml', 'log', 'bin', 'pem', 'yaml', 'yml'])

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** Counted from the end, so that the ending stays. */
const MOST = 120

/** From `Content-Disposition` (RFC 6266); `undefined` when the server names none. */
export function fileNameOf(response: HttpResponse): FileName | undefined {
  const given = namedBy(headerOf(response, 'content-disposition') ?? '')
  if (given === undefined) return undefined
  const base = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
  const bare = base.replace(/^[.\s]+/, '')
  const clean = bare
    .replace(invisible, '')
    .replace(/[<>:"|?*]/g, '_')
    .slice(-MOST)
  const name = ended(clean === '' ? 'answer' : clean, headerOf(response, 'content-type') ?? '')
  return { name, changed: name !== bare }
}

function namedBy(header: string): string | undefined {
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'(?<name>[^;\s]+)/i.exec(header)?.groups?.[
    'name'
  ]
  if (extended !== undefined) return decoded(extended)
  const groups = /;\s*filename\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^;\s]+))/i.exec(
    header,
  )?.groups
  return groups?.['quoted'] ?? groups?.['bare']
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function ended(name: string, type: string): string {
  const ending = /\.(?<ending>[^.]*)$/.exec(name)?.groups?.['ending']?.toLowerCase()
  if (ending === undefined || harmless.has(ending)) return name
  if (/json/i.test(type)) return `${name}.json`
  return `${name}.${/^text\//i.test(type) ? 'txt' : 'bin'}`
}
