/** HTTP messages as runs of text with a meaning, for the code blocks that show them. */
import type { Masked, MaskedRequest } from '../trace/mask.ts'
import { dots } from './cover.ts'
import type { Segment } from './kit/segment.ts'

/** Covered secrets say what they are; an address that is long gets a line for each parameter. */
function segments(text: Masked, broken = false): readonly Segment[] {
  return text.map((part): Segment => {
    if (part.kind === 'secret') return { text: dots, tone: 'secret', link: part.secret.name }
    return { text: broken ? part.text.replaceAll(/[?&]/g, '\n  $&') : part.text }
  })
}

const lengthOf = (text: Masked) => text.reduce((sum, part) => sum + part.text.length, 0)

/** Method and address. */
export const lineSegments = (request: MaskedRequest): readonly Segment[] => [
  { text: `${request.method} `, tone: 'strong' },
  ...segments(request.url, lengthOf(request.url) > 72),
]

export const headerSegments = (
  headers: readonly (readonly [name: string, value: Masked])[],
): readonly Segment[] =>
  headers.flatMap(([name, value], index): Segment[] => [
    { text: `${index === 0 ? '' : '\n'}${name}`, tone: 'name' },
    { text: ': ' },
    ...segments(value),
  ])

/** A form body gets a line for each parameter, like an address. */
export function bodySegments(body: Masked, text: string): readonly Segment[] {
  const form = /^[\w.~%+*-]+=/.test(text) && !/\s/.test(text)
  return form
    ? segments(body).map((part) =>
        part.tone === 'secret' ? part : { ...part, text: part.text.replaceAll('&', '\n&') },
      )
    : segments(body)
}
