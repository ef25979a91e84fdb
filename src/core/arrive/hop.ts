/** What one recorded request says in OAuth's words, and the values that tie it to others. */
import { postedCallback } from '../form-post.ts'
import { type HttpRequest, type HttpResponse, headerOf, textOf } from '../http.ts'
import type { HarEntry } from './har.ts'
import { isRecord, type JsonRecord, type JsonValue, readTree } from './tree.ts'

export type Role = 'authorize' | 'callback' | 'token' | 'pushed' | 'device' | 'register' | 'call'

export interface Hop {
  readonly entry: HarEntry
  readonly role: Role
  /** Of the query, the form or the JSON body; the first of each name. */
  readonly parameters: ReadonlyMap<string, string>
  /** Hops that share one of these belong to the same sign-in. */
  readonly keys: readonly string[]
  /** The address the browser was sent back to, when this answer sent it there. */
  readonly back?: string
}

/** Larger bodies are no messages of OAuth. In UTF-16 units. */
const MOST_BODY = 256 << 10

/** What an authorization answer carries. */
const ANSWER = /[?#&](?:code|error|access_token|response)=/

/** `undefined` for everything else a page loads. */
export function hopOf(entry: HarEntry): Hop | undefined {
  const { request, response } = entry
  const parameters = parametersOf(request)
  const said = response === undefined ? undefined : recordOf(textOf(response))
  const role = roleOf(request, parameters, said)
  const back = entry.callback ?? backIn(request, response)
  if (role === undefined && back === undefined) return undefined
  const keys = [
    ...keysOf(parameters),
    ...keysOf(textsOf(said)),
    ...(back === undefined ? [] : keysOf(answerIn(back))),
    ...opaque(bearerOf(request)),
  ]
  return {
    entry,
    // A login page that sends the browser back is part of the way there.
    role: role ?? 'callback',
    parameters,
    keys: [...new Set(keys)],
    ...(role === 'callback' ? { back: addressOf(request) } : back === undefined ? {} : { back }),
  }
}

function roleOf(
  { method, url }: HttpRequest,
  parameters: ReadonlyMap<string, string>,
  said: JsonRecord | undefined,
): Role | undefined {
  const has = (...names: string[]) => names.every((name) => parameters.has(name))
  const posted = method.toUpperCase() === 'POST'
  if (posted && said !== undefined && 'device_code' in said) return 'device'
  if (posted && said !== undefined && 'request_uri' in said) return 'pushed'
  if (has('grant_type') && (posted || !has('response_type'))) return 'token'
  if (!posted && has('client_id') && (has('response_type') || has('request_uri')))
    return 'authorize'
  if (posted && said !== undefined && 'client_id' in said && !has('client_id')) return 'register'
  if (ANSWER.test(url) && (has('state') || has('code') || has('error'))) return 'callback'
  if (posted && has('state') && (has('code') || has('error'))) return 'callback'
  return undefined
}

/** An API call: nothing in it says OAuth but the token it shows, or the vendor it goes to. */
export function callOf(entry: HarEntry): Hop {
  const parameters = parametersOf(entry.request)
  const keys = [...keysOf(parameters), ...opaque(bearerOf(entry.request))]
  return { entry, role: 'call', parameters, keys }
}

export const bearerOf = (request: HttpRequest): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1]

/** Values that are made for one sign-in, or for what follows from it. */
const TIES = /^(?:code|access_token|refresh_token|device_code|request_uri|auth_req_id|token)$/

function keysOf(parameters: ReadonlyMap<string, string>): readonly string[] {
  return [...parameters].flatMap(([name, value]) => {
    if (value === '') return []
    if (name === 'state') return [`state ${value}`]
    return TIES.test(name) ? opaque(value) : []
  })
}

const opaque = (value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`value ${value}`]

export function parametersOf(request: HttpRequest): ReadonlyMap<string, string> {
  const query = new URL(request.url).searchParams
  const found = new Map<string, string>()
  const add = (name: string, value: string) => {
    if (!found.has(name)) found.set(name, value)
  }
  for (const [name, value] of query) add(name, value)
  const text = textOf(request)
  if (text === '' || text.length > MOST_BODY) return found
  const json = recordOf(text)
  if (json !== undefined) for (const [name, value] of textsOf(json)) add(name, value)
  else if (/urlencoded/i.test(headerOf(request, 'content-type') ?? ''))
    for (const [name, value] of new URLSearchParams(text)) add(name, value)
  return found
}

function recordOf(text: string): JsonRecord | undefined {
  if (text.length > MOST_BODY || !/^\s*\{/.test(text)) return undefined
  let tree: JsonValue
  try {
    tree = readTree(text)
  } catch {
    // Not JSON after all; whoever needs it as JSON says so later.
    return undefined
  }
  return isRecord(tree) ? tree : undefined
}

const textsOf = (record: JsonRecord | undefined): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(record ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  )

/** Where an answer sends the browser with the result of a sign-in. */
function backIn(request: HttpRequest, response: HttpResponse | undefined): string | undefined {
  if (response === undefined || response.status < 300 || response.status > 399) return undefined
  const location = headerOf(response, 'location') ?? ''
  if (location === '' || !URL.canParse(location, request.url)) return undefined
  const { href } = new URL(location, request.url)
  const answer = answerIn(href)
  const told = ['code', 'error', 'access_token'].some((name) => answer.has(name))
  return told && /^https?:/.test(href) ? href : undefined
}

/** Of the query and the fragment together. */
export function answerIn(url: string): ReadonlyMap<string, string> {
  const { search, hash } = new URL(url)
  return new Map([...new URLSearchParams(search), ...new URLSearchParams(hash.slice(1))])
}

/** The address a browser came back to, as our own server would make it of an answer in a form (form_post). */
function addressOf(request: HttpRequest): string {
  const text = textOf(request)
  if (request.method.toUpperCase() !== 'POST' || text.length > 65_536) return request.url
  return postedCallback(request.url, text)
}
