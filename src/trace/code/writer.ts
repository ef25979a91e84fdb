/** A language: how a program in it is put together, and what it says when it cannot be. */
import type { MaskedRequest } from '../mask.ts'
import { type Client, type Plan, type Program, programFor } from './plan.ts'
import { PROOF, provesKey } from './proof.ts'

export interface Writer {
  readonly client: Client
  /** One line that does nothing. What is said is ours, never the request's. */
  readonly comment: (said: string) => string
  readonly program: (program: Program) => string
  /** What only this language cannot write. */
  readonly refuses?: (plan: Plan) => string | undefined
}

/** Several requests make one program, sent one after the other. */
export function write(writer: Writer, requests: readonly MaskedRequest[]): string {
  const program = programFor(requests, writer.client)
  const why =
    'refused' in program
      ? program.refused
      : program.plans.map((plan) => writer.refuses?.(plan)).find((said) => said !== undefined)
  return 'refused' in program || why !== undefined
    ? `${writer.comment(`Not written: ${why}`)}\n`
    : writer.program(program)
}

/** What a reader should know of a request before it is sent: header names are tokens, so they are safe here. */
export function remarks({ left, headers }: Plan, client: string): readonly string[] {
  return [
    ...(left.length === 0 ? [] : [`Left to ${client}: ${left.join(', ')}.`]),
    ...(provesKey(headers) ? [PROOF] : []),
  ]
}
