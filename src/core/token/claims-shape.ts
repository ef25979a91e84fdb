/** How the tables of claims are written: one line a claim, and one link for a page. */
import { type Link, rfc } from '../source.ts'
import type { ClaimFact } from './shapes.ts'

/** Name, label, meaning in one sentence, source, and how its value is read. */
export type Row = readonly [
  name: string,
  label: string,
  means: string,
  rule: Link,
  form?: NonNullable<ClaimFact['form']>,
]

export const factsOf = (rows: readonly Row[]): ReadonlyMap<string, ClaimFact> =>
  new Map(
    rows.map(([name, label, means, rule, form]) => [
      name,
      { label, means, rule, ...(form === undefined ? {} : { form }) },
    ]),
  )

/** A section of an RFC, by its number alone. */
export const section =
  (number: number) =>
  (at: string): Link =>
    rfc(number, at)

export const oidc = (at: string, anchor: string): Link => ({
  title: `OpenID Connect Core, section ${at}`,
  url: `https://openid.net/specs/openid-connect-core-1_0.html#${anchor}`,
})

export const openidPage = (title: string, page: string): Link => ({
  title,
  url: `https://openid.net/specs/${page}`,
})
