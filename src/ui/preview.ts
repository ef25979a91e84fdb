/** The request a step would send now, before anybody sends it. */
import { type Accessor, createMemo, createResource } from 'solid-js'
import type { HttpRequest } from '../core/http.ts'
import { type Problem, problemOf } from '../core/problem.ts'
import type { Context, Step } from '../core/vendor.ts'
import { saysSame } from './same.ts'

/** What a step is about to send, or why it cannot be built yet. */
export type Preview =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  | { readonly kind: 'problem'; readonly problem: Problem }

/** The live request: built again whenever a value it may depend on changes. */
export function createPreview(
  step: Accessor<Step>,
  context: Accessor<Context>,
): Accessor<Preview | undefined> {
  const [preview] = createResource(
    () => ({ step: step(), context: context() }),
    async ({ step: built, context: now }): Promise<Preview | undefined> => {
      if (built.kind === 'local') return undefined
      try {
        return { kind: 'request', request: await built.request(now) }
      } catch (thrown) {
        return { kind: 'problem', problem: problemOf(thrown) }
      }
    },
  )
  // What would be sent stays as it is, and is not drawn again, while it says the same.
  return createMemo(() => preview.latest, undefined, { equals: saysSame })
}
