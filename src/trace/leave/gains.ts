/** Where a script finds a value that the walk gained: which answer, which member, cookie, header or parameter. */

import { textOf } from '../../core/http.ts'
import type { Exchange } from '../../core/session.ts'
import { jsonPairs } from '../pairs.ts'
import { decoded } from './mask-url.ts'

export interface Gain {
  readonly how: 'member' | 'cookie' | 'header' | 'parameter'
  readonly name: string
}

/** What a name must be for a script to look for it: nothing that means something to a shell or to awk. */
const plain = (name: string): boolean => /^[\w-]{1,64}$/.test(name)

export function gainIn(exchange: Exchange, value: string): Gain | undefined {
  const pairs = [...parametersOf(exchange), ...answerOf(exchange)]
  return pairs.find(([gain, text]) => text === value && plain(gain.name))?.[0]
}

type Found = readonly (readonly [Gain, string])[]

function parametersOf({ callback }: Exchange): Found {
  const parts = (callback ?? '').split(/[?#&]/).slice(1)
  return parts.map((part) => {
    const at = part.indexOf('=')
    return [{ how: 'parameter', name: part.slice(0, at) }, decoded(part.slice(at + 1))] as const
  })
}

function answerOf({ outcome }: Exchange): Found {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  if (response === undefined) return []
  const members = jsonPairs(textOf(response)).map(
    ([name, value]) => [{ how: 'member', name }, value] as const,
  )
  const headers = response.headers.map(([name, value]) => {
    if (name.toLowerCase() !== 'set-cookie') return [{ how: 'header', name }, value] as const
    const [pair = ''] = value.split(';')
    const at = pair.indexOf('=')
    return [{ how: 'cookie', name: pair.slice(0, at).trim() }, pair.slice(at + 1).trim()] as const
  })
  return [...members, ...headers]
}
