/** The two messages of a HAR entry, as HTTP messages of ours. */
import {
  type Body,
  bodyOf,
  type HeaderPairs,
  type HttpRequest,
  type HttpResponse,
  utf8,
} from '../http.ts'
import { type JsonRecord, member, recordIn, recordsIn, textIn } from './tree.ts'

/** A kept body, in UTF-16 units; the rest of a longer one is cut. */
const MOST_BODY = 2 << 20
const MOST_HEADERS = 500

/** `undefined` for what is no http or https request. */
export function requestIn(record: JsonRecord | undefined): HttpRequest | undefined {
  if (record === undefined) return undefined
  const url = textIn(record, 'url') ?? ''
  if (url.length > 65_536 || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  const method = textIn(record, 'method') ?? ''
  if (!/^[A-Za-z][\w-]{0,39}$/.test(method)) return undefined
  const headers = headersIn(record)
  const posted = recordIn(record, 'postData')
  const body = posted === undefined ? undefined : postedBody(posted)
  if (body === undefined) return { method, url, headers }
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const type = posted === undefined ? '' : (textIn(posted, 'mimeType') ?? '')
  const added: HeaderPairs = typed || type === '' ? [] : [['Content-Type', type]]
  return { method, url, headers: [...headers, ...added], body }
}

/** Names that begin with a colon are fields of HTTP/2, said elsewhere. */
const headersIn = (record: JsonRecord): HeaderPairs =>
  recordsIn(record, 'headers')
    .slice(0, MOST_HEADERS)
    .map((one) => [textIn(one, 'name') ?? '', textIn(one, 'value') ?? ''] as const)
    .filter(([name]) => name !== '' && !name.startsWith(':'))

/** The text as it was sent; where only parameters are told, as a form writes them. */
function postedBody(posted: JsonRecord): Body | undefined {
  const text = textIn(posted, 'text')
  if (text !== undefined && text !== '') return kept(text, textIn(posted, 'encoding')).body
  const params = recordsIn(posted, 'params').map((one) => [
    textIn(one, 'name') ?? '',
    textIn(one, 'value') ?? '',
  ])
  return params.length === 0 ? undefined : utf8(new URLSearchParams(params).toString())
}

export function responseIn(record: JsonRecord | undefined): HttpResponse | undefined {
  const status = record === undefined ? undefined : member(record, 'status')
  // Browsers write 0, or -1, when nothing came back.
  if (record === undefined || typeof status !== 'number') return undefined
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined
  const content = recordIn(record, 'content')
  const text = (content === undefined ? undefined : textIn(content, 'text')) ?? ''
  const size = content === undefined ? undefined : member(content, 'size')
  const { body, cut } = kept(text, content === undefined ? undefined : textIn(content, 'encoding'))
  const absent = text === '' && typeof size === 'number' && size > 0
  return {
    status,
    statusText: (textIn(record, 'statusText') ?? '').slice(0, 200),
    httpVersion: (textIn(record, 'httpVersion') ?? '')
      .replace(/^(?:HTTP\/|h(?=\d))/i, '')
      .slice(0, 10),
    headers: headersIn(record),
    body,
    ...(cut || absent ? { truncated: true } : {}),
  }
}

function kept(text: string, encoding: string | undefined): { body: Body; cut: boolean } {
  const cut = text.length > MOST_BODY
  const whole = cut ? text.slice(0, MOST_BODY) : text
  if (encoding !== 'base64') return { body: utf8(whole), cut }
  try {
    const bytes = Uint8Array.from(atob(whole), (sign) => sign.charCodeAt(0))
    return { body: bodyOf(bytes), cut }
  } catch {
    // It says base64 and is none: as it stands, and not as if it were whole.
    return { body: utf8(whole), cut: true }
  }
}
