/** A curl command, as people paste it and browsers copy it, becomes a draft. Nothing of it is run. */
import type { Draft, Row } from '../draft/draft.ts'
import { literal, partsOf, placeholder } from '../draft/variables.ts'
import {
  type ArrivalNote,
  type Arrived,
  arrived,
  badArrival,
  distinct,
  type NewId,
  nameOf,
} from './arrived.ts'
import { bodyOf, joinedData } from './curl-body.ts'
import { type Order, readOptions } from './curl-options.ts'
import { cmdCommands, powershellCommands, shellCommands } from './shell-lexer.ts'
import { type Command, checkLength, type Word, written } from './shell-word.ts'

export const readCurl = (text: string, id: NewId): Arrived =>
  arrived(() => {
    checkLength(text)
    const { words, notes } = curlIn(text)
    const order = readOptions(words)
    const { draft, notes: more } = draftOf(order, id())
    return {
      kind: 'drafts',
      title: draft.name,
      drafts: [draft],
      variables: [],
      notes: distinct([...notes, ...order.notes, ...more]),
    }
  })

const PROMPT =
  /^\s*(?:[$%#>]|PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>)\s+(?=(?:\w{1,80}=\S{1,200}\s+){0,9}curl)/

/** Whether a text begins as a curl command does, after what a prompt leaves before it. */
export const looksLikeCurl = (text: string): boolean => {
  const start = text.slice(0, 4096).replace(PROMPT, '').trimStart()
  return (
    /^(?:& )?(?:\w+=\S*\s+)*(?:sudo |time |command )?(?:\S*[\\/])?curl(?:\.exe)?["']?\s/i.test(
      start,
    ) ||
    /^: "[^\n]*&&\ncurl /.test(start) ||
    /&&\r?\n\s*curl /.test(start)
  )
}

/**
 * The shell a command was written for, told by its first quote and by how its lines go on: what stands
 * between quotes may be anything.
 */
function dialectOf(text: string): (text: string) => Command[] {
  const first = /\s(\^"|\$?'|")/.exec(text)?.[1]
  if (first === '^"') return cmdCommands
  if (/^\s*: "\$\{|\\\r?\n/.test(text)) return shellCommands
  const program = /\bcurl\.exe\b/i.test(text) && first === "'"
  if (program || /^\s*(?:&|PS [^>\n]*>)\s|\$env:|[ \t]`\r?\n/i.test(text)) return powershellCommands
  // `""` and `"%"` are how Firefox writes a quote and a per cent sign for Windows.
  const doubled = /\^\r?\n|[^\s="]""[^\s"]|"[{[]""|"%"/.test(text)
  return first === '"' && doubled ? cmdCommands : shellCommands
}

interface Found {
  readonly words: readonly string[]
  readonly notes: readonly ArrivalNote[]
}

function curlIn(text: string): Found {
  const read = dialectOf(text)
  const commands = read(text.replace(PROMPT, ''))
  const found = commands.flatMap((command) => {
    const at = command.words.findIndex(isCurl)
    const before = command.words.slice(0, Math.max(0, at))
    return at < 0 || !before.every(isPrefix) ? [] : [{ command, rest: command.words.slice(at + 1) }]
  })
  const [first] = found
  if (first === undefined)
    throw badArrival(
      'no_curl',
      'No curl command is in the text.',
      'Paste the whole command. It begins with the word curl.',
    )
  const words = first.rest.map(textOf)
  const notes = [
    ...literals(first.rest),
    ...around(commands, first.command, found.length),
    ...(first.rest.some(braces) ? [bracesKept] : []),
  ]
  return { words: read === powershellCommands ? words.map(unescaped) : words, notes }
}

const isCurl = (word: Word): boolean => /^(?:[\s\S]*[\\/])?curl(?:\.exe)?$/i.test(written(word))
const isPrefix = (word: Word): boolean =>
  /^(?:sudo|time|command|env|\w+=[\s\S]*)$/.test(written(word))

/** Text means itself, a variable of the shell one of ours. */
const textOf = (word: Word): string =>
  word
    .map((piece) => (piece.kind === 'variable' ? placeholder(piece.name) : literal(piece.text)))
    .join('')

const braces = (word: Word): boolean =>
  word.some((piece) => piece.kind === 'text' && literal(piece.text) !== piece.text)

const bracesKept: ArrivalNote = {
  code: 'braces',
  text: 'Double braces in the command are sent as they stand: a backslash before them says so.',
}

/** Before PowerShell 7.3 a quote for a program had to be written `\"`. */
const unescaped = (text: string): string =>
  text.includes('\\"') && !/(?:^|[^\\])"/.test(text) ? text.replaceAll('\\"', '"') : text

function literals(words: readonly Word[]): readonly ArrivalNote[] {
  const found = words.flat().filter((piece) => piece.kind === 'command')
  return found.map(({ text }) => ({
    code: 'literal',
    text: `${text.slice(0, 80)} is a command of its own. It was not run, and stands in the request as text.`,
  }))
}

function around(
  commands: readonly Command[],
  curl: Command,
  count: number,
): readonly ArrivalNote[] {
  const others = commands.filter((one) => one !== curl && !/^(?::|export)$/.test(firstOf(one)))
  return [
    ...(count > 1
      ? [{ code: 'more_commands', text: 'Only the first curl command was taken.' }]
      : []),
    ...others
      .filter((one) => !one.words.some(isCurl))
      .map((one) => ({
        code: 'not_run',
        text: `Beside curl stands ${firstOf(one).slice(0, 40)}, which is not run here.`,
      })),
    ...curl.redirects.map((one) => ({
      code: 'redirected',
      text: `No file is read or written here: ${one.slice(0, 60)} was left out.`,
    })),
  ]
}

const firstOf = ({ words }: Command): string => written(words[0] ?? [])

function draftOf(order: Order, id: string): { draft: Draft; notes: readonly ArrivalNote[] } {
  const { headers, notes: fromHeaders } = headersOf(order)
  const type = headers.find(({ name }) => /^content-type$/i.test(name))?.value
  const removed = order.headers.some((line) => /^content-type:\s*$/i.test(line))
  const body = bodyOf(order, type ?? (removed ? '' : undefined))
  const address = addressOf(order)
  const method = methodOf(order, body.value.kind)
  const draft: Draft = {
    id,
    name: nameOf(method, address.url),
    method,
    url: address.url,
    query: [],
    headers,
    body: body.value,
    authorization: authorizationOf(order),
    route: 'relay',
    origin: 'Taken from a curl command.',
  }
  return { draft, notes: [...address.notes, ...fromHeaders, ...body.notes] }
}

function methodOf(order: Order, body: string): string {
  if (order.method !== undefined) return order.method
  if (order.head) return 'HEAD'
  if (order.upload !== undefined) return 'PUT'
  return body === 'none' ? 'GET' : 'POST'
}

function authorizationOf({ user, bearer }: Order): Draft['authorization'] {
  if (bearer !== undefined) return { kind: 'bearer', token: bearer }
  if (user === undefined) return { kind: 'none' }
  const at = user.indexOf(':')
  return at < 0
    ? { kind: 'basic', username: user, password: '' }
    : { kind: 'basic', username: user.slice(0, at), password: user.slice(at + 1) }
}

function addressOf(order: Order): { url: string; notes: readonly ArrivalNote[] } {
  const [first, ...more] = order.urls
  if (first === undefined)
    throw badArrival(
      'no_url',
      'The command names no address.',
      'Paste the whole command, with the address it calls.',
    )
  const notes: ArrivalNote[] = more.map((url) => ({
    code: 'more_addresses',
    text: `The command names ${url.slice(0, 80)} as well; only the first address was taken.`,
  }))
  const holes = partsOf(first).flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []))
  if (order.glob && holes.some((text) => /\{[^{},]*,[^{}]*\}|\[\w+-\w+(?::\d+)?\]/.test(text)))
    notes.push({
      code: 'glob',
      text: 'curl makes several addresses of {a,b} and [1-3]. Here they stand as they are.',
    })
  const bare = !/^[a-z][\w+.-]*:\/\//i.test(first) && !first.startsWith('{{')
  if (bare)
    notes.push({
      code: 'scheme_added',
      text: 'The address names no scheme. curl takes http://, so it was put before it.',
    })
  const url = bare ? `http://${first}` : first
  if (!order.get || order.data.length === 0) return { url, notes }
  const data = joinedData(order)
  const [, base = url, hash = ''] = /^([^#]*)(#[\s\S]*)?$/.exec(url) ?? []
  const whole = `${base}${base.includes('?') ? '&' : '?'}${data.value}${hash}`
  return { url: whole, notes: [...notes, ...data.notes] }
}

function headersOf(order: Order): { headers: readonly Row[]; notes: readonly ArrivalNote[] } {
  const rows: Row[] = []
  const notes: ArrivalNote[] = []
  const add = (name: string, value: string) => rows.push({ name, value, on: true })
  for (const line of order.headers) {
    const at = line.indexOf(':')
    const value = line.slice(at + 1).trim()
    if (line.startsWith('@'))
      notes.push({ code: 'missing_file', text: `The headers in ${line.slice(1)} are not read.` })
    else if (at > 0 && value !== '') add(line.slice(0, at).trim(), value)
    else if (at < 0 && line.trimEnd().endsWith(';')) add(line.trimEnd().slice(0, -1).trim(), '')
  }
  const named = (wanted: string) => rows.some(({ name }) => name.toLowerCase() === wanted)
  const unless = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '' && !named(name.toLowerCase())) add(name, value)
  }
  unless('User-Agent', order.agent)
  unless('Referer', order.referer)
  unless('Range', order.range === undefined ? undefined : `bytes=${order.range}`)
  unless('Content-Type', order.json ? 'application/json' : undefined)
  unless('Accept', order.json ? 'application/json' : undefined)
  const jars = order.cookies.filter((text) => !text.includes('='))
  const cookies = order.cookies.filter((text) => text.includes('='))
  unless('Cookie', cookies.length === 0 ? undefined : cookies.join('; '))
  notes.push(
    ...jars.map((name) => ({ code: 'missing_file', text: `The cookies in ${name} are not read.` })),
  )
  return { headers: rows, notes }
}
