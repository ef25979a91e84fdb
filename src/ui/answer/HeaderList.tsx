/** The headers of an answer, in the order and spelling they came in. */
import type { JSX } from 'solid-js'
import type { HeaderPairs } from '../../core/http.ts'
import { segmentsOf } from '../../trace/mask.ts'
import type { Secret } from '../../trace/secrets.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { headerSegments } from '../wire.ts'

export function HeaderList(props: {
  headers: HeaderPairs
  secrets: readonly Secret[]
}): JSX.Element {
  const segments = () =>
    headerSegments(
      props.headers.map(([name, value]) => [name, segmentsOf(value, props.secrets)] as const),
    )
  return <CodeBlock label="Headers" bare content={segments()} />
}
