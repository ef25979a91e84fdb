/** JSON laid out for reading, letter for letter as the server wrote it; anything else as it came. */
import { createMemo, type JSX } from 'solid-js'
import { CodeBlock, type CodeBlockProps } from './CodeBlock.tsx'
import { jsonSegments } from './json.ts'

export type JsonViewProps = Omit<CodeBlockProps, 'content'> & { text: string }

export function JsonView(props: JsonViewProps): JSX.Element {
  const segments = createMemo(() => jsonSegments(props.text))
  return <CodeBlock {...props} content={segments() ?? props.text} copy={props.copy ?? props.text} />
}
