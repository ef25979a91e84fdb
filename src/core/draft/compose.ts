/** Puts a draft's request together: what is shown is what is sent, and nothing leaves for a stranger (T68). */
import type { HttpRequest } from '../http.ts'
import type { Problem } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import { type Added, authorizationOf } from './compose-authorization.ts'
import { contentOf } from './compose-body.ts'
import { headersFor } from './compose-headers.ts'
import { type Address, addressOf } from './compose-url.ts'
import type { Draft } from './draft.ts'
import { lookupsOf, type Scope } from './scope.ts'
import { createPen, type Pen, placeholder } from './variables.ts'

export type { Scope } from './scope.ts'

/** Something to cover wherever it is shown. */
export interface ComposedSecret {
  readonly name: string
  readonly value: string
}

interface Made {
  readonly secrets: readonly ComposedSecret[]
  /** Worth knowing; none of it keeps the request from being sent. */
  readonly notes: readonly Finding[]
  /** Where it goes; absent while that is not known. */
  readonly origin?: string
}

export type Composed =
  | (Made & { readonly kind: 'request'; readonly request: HttpRequest })
  | (Made & {
      readonly kind: 'problem'
      /** At least one. `token_origin` alone can be answered by approving `origin`. */
      readonly problems: readonly Problem[]
      /** With `{{name}}` where there is no value, or none for this origin. Never sent. */
      readonly shown: HttpRequest
    })

export async function compose(draft: Draft, scope: Scope): Promise<Composed> {
  const lookupFor = lookupsOf(scope)
  // First without the session's secrets: none of them has a say in where the request goes.
  const asked = addressOf(draft, [], createPen(lookupFor(undefined)))
  const pen = createPen(lookupFor(asked.origin))
  const added = authorizationOf(draft.authorization, pen)
  const address = addressOf(draft, added.query, pen)
  const content = contentOf(draft.body, pen, scope.random)
  const header = headersFor(draft, content.type, added, pen)
  const method = draft.method.trim()
  const shown: HttpRequest = {
    method,
    url: address.url,
    headers: header.headers,
    ...(content.body === undefined ? {} : { body: content.body }),
  }
  const problems = [
    ...methodProblems(draft, shown),
    ...addressProblems(asked, address),
    ...variableProblems(pen, asked.origin),
    ...added.problems,
    ...header.problems,
    ...content.problems,
  ]
  const made: Made = {
    secrets: secretsOf(pen, added),
    notes: [...address.notes, ...content.notes, ...notesOn(pen, scope)],
    ...(asked.origin === undefined ? {} : { origin: asked.origin }),
  }
  if (problems.length > 0) return { kind: 'problem', problems, shown, ...made }
  const request = await proven(shown, added, scope)
  return request === undefined
    ? { kind: 'problem', problems: [unsigned], shown, ...made }
    : { kind: 'request', request, ...made }
}

/** `undefined` when the key cannot sign. */
async function proven(
  request: HttpRequest,
  added: Added,
  scope: Scope,
): Promise<HttpRequest | undefined> {
  if (added.proof === undefined) return request
  try {
    const value = await added.proof({ ...request, now: scope.now, random: scope.random })
    return { ...request, headers: [...request.headers, ['DPoP', value]] }
  } catch {
    return undefined
  }
}

const unsigned: Problem = {
  kind: 'bad_input',
  code: 'bad_dpop_key',
  means: 'The key cannot sign: a part of it is missing or wrong.',
  remedy: 'Paste the private JWK once more, whole.',
  source: rfc(9449, '4.2'),
}

function methodProblems({ route }: Draft, { method, body }: HttpRequest): readonly Problem[] {
  const bad = (code: string, means: string, remedy: string): readonly Problem[] => [
    { kind: 'bad_input', code, means, remedy, source: rfc(9110, '9') },
  ]
  if (!/^[A-Za-z][\w-]*$/.test(method))
    return bad('bad_method', 'This is no method.', 'Choose GET, POST or another one.')
  if (route === 'direct' && body !== undefined && /^(?:GET|HEAD)$/i.test(method))
    return bad(
      'body_with_get',
      `A browser sends no body with ${method}.`,
      'Take the body out, choose another method, or send it by the relay.',
    )
  return []
}

/** A secret may stand in a path or a query, but it must not move the request to another host. */
function addressProblems(asked: Address, address: Address): readonly Problem[] {
  const problems = asked.problems.length > 0 ? asked.problems : address.problems
  if (problems.length > 0 || asked.origin === address.origin) return problems
  return [
    {
      kind: 'security_stop',
      code: 'origin_changed',
      means: 'A secret value would change the host this request goes to.',
      remedy: 'Put the host into the address itself, or into an environment.',
    },
  ]
}

const listed = (names: Iterable<string>): string => [...names].map(placeholder).join(', ')

function variableProblems(pen: Pen, origin: string | undefined): readonly Problem[] {
  const problems: Problem[] = []
  if (pen.unknown.size > 0)
    problems.push({
      kind: 'missing_value',
      code: 'unknown_variable',
      means: `${listed(pen.unknown)} has no value here.`,
      remedy:
        'Choose a walk that has it, add it to an environment, or write \\{{ to mean the braces.',
    })
  // While the address is not known, that is the problem to solve first.
  if (pen.withheld.size > 0 && origin !== undefined)
    problems.push(tokenOrigin(pen.withheld, origin))
  if (pen.overflowed)
    problems.push({
      kind: 'limit_reached',
      code: 'too_large',
      means: 'With its variables put in, the request is larger than 16 MiB.',
      remedy: 'Use the large variable less often, or send a file.',
    })
  return problems
}

function tokenOrigin(withheld: Pen['withheld'], origin: string): Problem {
  const owners = [...new Set(withheld.values())].map(({ name, origins }) => {
    const names = [...withheld]
      .filter(([, by]) => by.name === name && by.origins.join() === origins.join())
      .map(([one]) => one)
    const known = origins.length === 0 ? 'a server that is not known' : origins.join(', ')
    return `${listed(new Set(names))} of “${name}” opens ${known}`
  })
  return {
    kind: 'security_stop',
    code: 'token_origin',
    means: `${[...new Set(owners)].join('; ')}; this request goes to ${origin}.`,
    remedy: `If you trust ${origin} with it, allow it; whoever runs it can then act in your name.`,
  }
}

function secretsOf(pen: Pen, added: Added): readonly ComposedSecret[] {
  const found = new Map<string, ComposedSecret>()
  const variables = [...pen.secrets].map(([name, value]) => ({ name, value }))
  for (const secret of [...variables, ...added.secrets])
    if (secret.value !== '' && !secret.value.includes('{{') && !found.has(secret.value))
      found.set(secret.value, secret)
  return [...found.values()]
}

function notesOn(pen: Pen, { environment, session }: Scope): readonly Finding[] {
  const mine = (environment?.variables ?? [])
    .filter(({ name, kind }) => kind === 'secret' && pen.secrets.has(name))
    .map(({ name }) => name)
  const hidden = (environment?.variables ?? [])
    .map(({ name }) => name)
    .filter((name) => session !== undefined && Object.hasOwn(session.values, name))
    .filter((name) => pen.used.has(name))
  const notes: Finding[] = []
  if (mine.length > 0)
    notes.push({
      code: 'own_secret',
      text: `${listed(mine)} is a secret of your own environment, and goes wherever you send it.`,
    })
  if (hidden.length > 0)
    notes.push({
      code: 'environment_first',
      text: `${listed(hidden)} comes from your environment; the walk’s value of that name is not used.`,
    })
  return notes
}
