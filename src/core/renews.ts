/** Which steps get tokens, and which of them may run in one tab at a time only. */
import type { RequestStep, Step } from './vendor.ts'

export const isTokenStep = (step: Step): step is RequestStep =>
  step.kind === 'request' && step.gives.includes('access_token')

/** Whether it trades a refresh token for new tokens: two tabs must not do so with the same one (T66). */
export const spendsRefreshToken = (step: Step): boolean =>
  isTokenStep(step) &&
  (step.needs.includes('refresh_token') ||
    (step.asks?.some(({ name }) => name === 'refresh_token') ?? false))
