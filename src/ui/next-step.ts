/** Where a walk goes on. */
import type { Step } from '../core/vendor.ts'
import type { Walk } from './walk.ts'

/** Where a person who opens a walk should be: the redirect that waits, or the first step not done. */
export function nextStep(walk: Walk): Step | undefined {
  const steps = walk.flow.steps
  const { createdAt, updatedAt } = walk.session()
  // A walk nobody touched yet begins at its beginning, filled in or not.
  if (createdAt === updatedAt) return steps[0]
  return (
    steps.find((step) => walk.statusOf(step).kind === 'waiting') ??
    steps.find((step) => !step.optional && !['done'].includes(walk.statusOf(step).kind)) ??
    steps.at(-1)
  )
}
