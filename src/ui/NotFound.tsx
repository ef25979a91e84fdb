/** An address that leads nowhere. */
import type { JSX } from 'solid-js'
import { EmptyState } from './kit/EmptyState.tsx'
import { Link } from './router.tsx'
import { createTitle } from './title.ts'

export function NotFound(props: { what?: string }): JSX.Element {
  createTitle(() => 'Not found')
  return (
    <div class="page">
      <EmptyState
        level={1}
        title={props.what ?? 'There is nothing at this address'}
        actions={
          <Link class="button" href="/">
            Go home
          </Link>
        }
      >
        <p>Your walks are listed on the first page.</p>
      </EmptyState>
    </div>
  )
}
