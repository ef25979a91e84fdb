/** Fetches the rarer parts of the walk ahead of need: the server may be gone by the time they are wanted. */

const parts: readonly (() => Promise<unknown>)[] = [
  () => import('../client/relay.ts'),
  () => import('../client/relay-problem.ts'),
  () => import('../core/callback.ts'),
  () => import('../core/repeat.ts'),
  () => import('../core/run.ts'),
  () => import('../trace/curl.ts'),
  () => import('../trace/redact.ts'),
  () => import('../trace/leave/prepare.ts'),
  () => import('./CookieJar.tsx'),
  () => import('./ExchangeView.tsx'),
  () => import('./KeyForm.tsx'),
  () => import('./Learn.tsx'),
  () => import('./PasteCallback.tsx'),
  () => import('./ProblemView.tsx'),
  () => import('./RequestEditor.tsx'),
  () => import('./SandboxPanel.tsx'),
  () => import('./StepMade.tsx'),
  () => import('./TraceValues.tsx'),
  () => import('./kit/FilePaste.tsx'),
  () => import('./keep/WalkAct.tsx'),
  () => import('./keep/LeaveDialog.tsx'),
  () => import('./renewal.ts'),
]

/** After the first screen is drawn. A part that does not come now is asked for again when it is needed. */
export function warm(): void {
  setTimeout(() => {
    for (const part of parts) part().catch(() => undefined)
  }, 500)
}
