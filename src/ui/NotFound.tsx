/** An address that leads nowhere. */
import { A } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { EmptyState } from './kit/EmptyState.tsx'
import { createTitle } from './title.ts'

export function NotFound(props: { what?: string }): JSX.Element {
  createTitle(() => 'Not found')
  return (
    <div class="page">
      <EmptyState
        title={props.what ?? 'There is nothing at this address'}
        actions={
          <A class="button" href="/">
            Go home
          </A>
        }
      >
        <p>Your walks are listed on the first page.</p>
      </EmptyState>
    </div>
  )
}
