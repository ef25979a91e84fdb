/** A request for fetch, in Node and in browsers. */
import type { MaskedRequest } from '../mask.ts'
import { asking, bodyOf, comment, inBlock, quoted, terms } from './javascript.ts'
import type { Plan, Program } from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

/** Headers that no page may set (Fetch standard, forbidden request-header). */
const forbidden =
  /^(?:accept-charset|accept-encoding|access-control-request-(?:headers|method|private-network)|cookie2?|date|dnt|host|origin|referer|set-cookie|via|(?:proxy|sec)-.*)$/i

/** Written in capitals whatever the program says (Fetch standard, normalize a method). */
const capitals = /^(?:delete|get|head|options|post|put)$/i

export const sends = (method: string, body: boolean): boolean =>
  !/^(?:connect|trace|track)$/i.test(method) &&
  (!capitals.test(method) || method === method.toUpperCase()) &&
  !(body && /^(?:get|head)$/i.test(method))

export function browserRemark({ headers }: Plan): readonly string[] {
  const names = headers.map(([name]) => name).filter((name) => forbidden.test(name))
  return names.length === 0 ? [] : [`A page in a browser may not set: ${names.join(', ')}.`]
}

function statements(plan: Plan): readonly string[] {
  const { method, url, headers, body } = plan
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const sent = body !== undefined && body.length > 0 ? body : undefined
  return [
    ...[...remarks(plan, 'fetch'), ...browserRemark(plan)].map(comment),
    ['const response = await fetch(', terms(url), ', {'].join(''),
    `  method: ${quoted(method)},`,
    "  redirect: 'manual',",
    '  headers: [',
    ...headers.map(([name, value]) => `    [${quoted(name)}, ${terms(value)}],`),
    '  ],',
    ...(sent === undefined ? [] : [`  body: ${bodyOf(sent, typed)},`]),
    '})',
    'console.log(response.status, response.statusText)',
    'console.log(await response.text())',
  ]
}

const program = ({ plans, variables }: Program): string =>
  `${[...asking(variables), ...plans.flatMap((plan) => inBlock(statements(plan), plans.length > 1))].join('\n')}\n`

const writer: Writer = {
  client: { name: 'fetch', signs: 'latin1', joins: true, methods: sends },
  comment,
  program,
}

export const fetchOf = (...requests: readonly MaskedRequest[]): string => write(writer, requests)
