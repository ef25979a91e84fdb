/** How a walk names a thing on screen: by its role and its name, as a person or a screen reader would. */

/** A whole text, or a pattern. Written so that it can travel into a page. */
export type Words = string | { readonly source: string; readonly flags: string }

export interface Target {
  /** An ARIA role; `summary` is the handle of a part that opens in place. */
  readonly role: string
  readonly name?: Words
  /** Words anywhere within it. */
  readonly holds?: Words
  readonly inside?: Target
}

type Given = string | RegExp

const travelling = (words: Given): Words =>
  typeof words === 'string' ? words : { source: words.source, flags: words.flags }

export const the = (role: string, name?: Given, inside?: Target): Target => ({
  role,
  ...(name === undefined ? {} : { name: travelling(name) }),
  ...(inside === undefined ? {} : { inside }),
})

/** The same thing, if these words stand in it. */
export const holding = (target: Target, words: Given): Target => ({
  ...target,
  holds: travelling(words),
})

const words = (given: Words | undefined): string => {
  if (given === undefined) return ''
  return typeof given === 'string' ? ` “${given}”` : ` /${given.source}/${given.flags}`
}

export const spell = ({ role, name, holds, inside }: Target): string =>
  [
    `${role}${words(name)}`,
    holds === undefined ? '' : ` holding${words(holds)}`,
    inside === undefined ? '' : ` in ${spell(inside)}`,
  ].join('')
