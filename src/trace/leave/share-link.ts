/** A link to a place in a flow: vendor, flow, step and target, and nothing a person ever typed. */
import type { Target } from '../../core/session.ts'

export interface Shared {
  readonly vendor: string
  readonly flow: string
  readonly step?: string
  readonly target?: Target
}

const NAME = /^[\w.-]{1,64}$/

/** A path of this page. Names only: what is no name is left out. */
export function shareLink({ vendor, flow, step, target }: Shared): string {
  const query = new URLSearchParams()
  if (NAME.test(flow)) query.set('flow', flow)
  if (step !== undefined && NAME.test(step)) query.set('step', step)
  if (target !== undefined) query.set('target', target)
  const search = query.toString()
  return `/start/${NAME.test(vendor) ? vendor : ''}${search === '' ? '' : `?${search}`}`
}

/** `undefined` for any other address. Parameters that no link of ours has are not read. */
export function readShareLink(link: string): Shared | undefined {
  const base = 'https://share.invalid'
  if (!URL.canParse(link, base)) return undefined
  const { pathname, searchParams } = new URL(link, base)
  const vendor = /^\/start\/([\w.-]{1,64})$/.exec(pathname)?.[1]
  const flow = searchParams.get('flow') ?? ''
  if (vendor === undefined || !NAME.test(flow)) return undefined
  const step = searchParams.get('step') ?? ''
  const target = searchParams.get('target')
  return {
    ...{ vendor, flow },
    ...(NAME.test(step) ? { step } : {}),
    ...(target === 'sandbox' || target === 'live' ? { target } : {}),
  }
}
