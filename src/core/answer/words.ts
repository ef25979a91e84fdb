/** The server's own words for what went wrong, wherever vendors put them (vendor notes, 6.3). */
import { type HttpResponse, headerOf, headersOf, textOf } from '../http.ts'
import { Refusal } from '../problem.ts'
import { htmlText } from './html.ts'
import {
  isRecord,
  type JsonRecord,
  type JsonValue,
  looksLikeHtml,
  member,
  readJson,
} from './json.ts'

/** The manner in which an error was told. */
export type Shape =
  | 'oauth' // error, error_description (RFC 6749 5.2)
  | 'challenge' // WWW-Authenticate only (RFC 6750 3)
  | 'named' // errorName, errorCode, errorDescription (Arm)
  | 'service' // error_code, description (Aruba's services)
  | 'problem' // problem+json (RFC 9457)
  | 'nested' // error as an object with a message
  | 'message' // message (gateways)
  | 'text'
  | 'html'
  | 'empty'

export interface Words {
  readonly error?: string
  readonly description?: string
  /** Everything, as it was said; empty when the server said nothing. */
  readonly said: string
  readonly shape: Shape
}

/** As much of a text as belongs in a message; the raw exchange has the rest. */
const MOST = 4_096

type Told = Omit<Words, 'said'> & { readonly said?: string }

export function wordsOf(response: HttpResponse): Words {
  const body = bodyWords(response)
  const challenge = challengeWords(response)
  const told = body.error === undefined && challenge !== undefined ? merged(body, challenge) : body
  const lines = [sentence(body)]
  if (challenge !== undefined && (challenge.error !== body.error || lines[0] === ''))
    lines.push(sentence(challenge))
  const { said: _, ...rest } = told
  return { ...rest, said: clip(lines.filter((line) => line !== '').join('\n')) }
}

/** The body says nothing with a code, so the header's code counts and the body's text stays. */
function merged(body: Told, challenge: Told): Told {
  const description = challenge.description ?? body.description
  return { ...challenge, ...(description === undefined ? {} : { description }) }
}

const sentence = ({ said, error, description }: Told): string =>
  said ?? [error, description].filter((part) => part !== undefined && part !== '').join(': ')

const clip = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text)

/** The head of a body: enough to read, whatever its size. A multiple of four, for base64. */
const HEAD = 65_536

function headOf({ body: { encoding, data } }: HttpResponse): string {
  return textOf({ body: { encoding, data: data.slice(0, HEAD) } })
}

function bodyWords(response: HttpResponse): Told {
  const text = headOf(response).replace(/^\uFEFF/, '')
  if (text.trim() === '') return { shape: 'empty' }
  const json = jsonIn(response)
  if (isRecord(json)) return recordWords(json, response) ?? { shape: 'text', said: text.trim() }
  if (looksLikeHtml(response, text)) return { shape: 'html', said: htmlText(text) }
  return { shape: 'text', said: text.trim() }
}

function jsonIn(response: HttpResponse): JsonValue | undefined {
  try {
    return readJson(response)
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined
    throw thrown
  }
}

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

const told = (shape: Shape, error: string | undefined, description: string | undefined): Told => ({
  shape,
  ...(error === undefined ? {} : { error }),
  ...(description === undefined ? {} : { description }),
})

function recordWords(record: JsonRecord, response: HttpResponse): Told | undefined {
  const at = (name: string) => text(member(record, name))
  const error = member(record, 'error')
  if (typeof error === 'string' && error !== '') {
    const description = at('error_description') ?? at('message')
    // Spring's own page for machines puts "Not Found" there: words, not a code (RFC 6749 5.2).
    // So does any body with a statusCode, and "Conflict" is no more a code than "Not Found".
    const phrase = typeof member(record, 'statusCode') === 'number'
    if (phrase || !/^\S+$/.test(error)) return { shape: 'message', ...joined(error, description) }
    return told('oauth', error, description)
  }
  const name = at('errorName') ?? at('errorCode')
  if (name !== undefined) return told('named', name, at('errorDescription'))
  if (at('error_code') !== undefined) return told('service', at('error_code'), at('description'))
  if (/problem\+json/i.test(headerOf(response, 'content-type') ?? ''))
    return { shape: 'problem', ...joined(at('title'), at('detail')) }
  if (isRecord(error)) {
    const code = text(member(error, 'code')) ?? text(member(error, 'status'))
    return told('nested', code, text(member(error, 'message')))
  }
  if (at('message') !== undefined) return told('message', undefined, at('message'))
  return undefined
}

/** A title is words, not a code, so it does not become one. */
function joined(title: string | undefined, detail: string | undefined) {
  const description = [title, detail].filter((part) => part !== undefined).join(': ')
  return description === '' ? {} : { description }
}

/** `error` and `error_description` of the first challenge that has them (RFC 6750 section 3). */
function challengeWords(response: HttpResponse): Told | undefined {
  for (const challenge of headersOf(response, 'www-authenticate')) {
    const error = parameter(challenge, 'error')
    if (error !== undefined)
      return told('challenge', error, parameter(challenge, 'error_description'))
  }
  return undefined
}

function parameter(challenge: string, name: string): string | undefined {
  const pattern = new RegExp(
    `(?:^|[\\s,])${name}\\s*=\\s*(?:"(?<quoted>(?:[^"\\\\]|\\\\.)*)"|(?<bare>[^\\s,"]+))`,
    'i',
  )
  const groups = pattern.exec(challenge)?.groups
  const quoted = groups?.['quoted']?.replace(/\\(?<sign>.)/g, '$<sign>')
  return quoted ?? groups?.['bare']
}

/** Controls, direction overrides and other signs that show nothing themselves (tok-61). */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A server's text with everything invisible written out; line breaks stay. For the screen only. */
export function visible(said: string): string {
  return said.replace(unseen, (sign) => {
    if (sign === '\n' || sign === '\r' || sign === '\t') return sign
    return `\\u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  })
}
