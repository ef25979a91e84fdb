/** What a person types to find a walk, read as terms that must all hold. */

const kinds = [
  'tag',
  'vendor',
  'flow',
  'host',
  'status',
  'error',
  'note',
  'name',
  'target',
  'is',
] as const

export type Kind = (typeof kinds)[number]

/** Without a kind it may stand anywhere. */
export interface Term {
  readonly kind?: Kind
  /** Folded: see `folded`. */
  readonly text: string
  /** Begun with a minus: it must not hold. */
  readonly not?: true
}

/** So that `Zürich`, `zurich` and `ZÜRICH` find each other. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

const isKind = (text: string): text is Kind => kinds.some((kind) => kind === text)

/** A word, or several between quotation marks; `kind:` right before it. A mark left open closes at the end. */
const pattern = /(-)?(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu

export function readQuery(text: string): readonly Term[] {
  return [...text.slice(0, 500).matchAll(pattern)].flatMap(
    ([whole, minus, before, quoted, bare]): readonly Term[] => {
      const kind = folded(before ?? '')
      // `https://a.example` and `10:30` are words, too.
      const known = isKind(kind)
      const words = before === undefined || known ? (quoted ?? bare ?? '') : whole.replace(/^-/, '')
      const plain = folded(words.replaceAll('"', '')).trim()
      // Somebody is still typing.
      if (plain === '' || (isKind(plain.replace(/:$/, '')) && plain.endsWith(':'))) return []
      return [
        { ...(known ? { kind } : {}), text: plain, ...(minus === undefined ? {} : { not: true }) },
      ]
    },
  )
}

/** `tag:"two words"`: how a term is written so that it is read back as it was. */
export const written = (kind: Kind, text: string): string =>
  `${kind}:${/\s/.test(text) ? `"${text.replaceAll('"', '')}"` : text.replaceAll('"', '')}`

const sameTerm = (one: Term, other: Term) =>
  one.kind === other.kind && one.text === other.text && one.not === other.not

export const hasTerm = (query: string, term: string): boolean => {
  const [wanted] = readQuery(term)
  return wanted !== undefined && readQuery(query).some((one) => sameTerm(one, wanted))
}

/** With the term where it was without, and without where it was with. */
export function toggled(query: string, term: string): string {
  if (!hasTerm(query, term)) return `${query.trim()} ${term}`.trim()
  const [wanted] = readQuery(term)
  const others = [...query.matchAll(pattern)].map(([text]) => text)
  return others
    .filter((text) => {
      const [one] = readQuery(text)
      return wanted === undefined || one === undefined || !sameTerm(one, wanted)
    })
    .join(' ')
}
