/** Reads which threats SECURITY.md says are tested, and which the names of tests say they test. */

export interface Row {
  readonly id: string
  /** What stands behind “Where it is tested”: paths of files, or `not applicable:` and why. */
  readonly where: string
  readonly files: readonly string[]
}

export interface NamedTest {
  readonly path: string
  readonly name: string
}

const FIRST_ARGUMENT =
  /(?<![.\w])(?:it|test|describe)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:(?!\1).)*)\1/g

/** How a row says that there is nothing to test, and why. */
export const WITHOUT_TEST = /^(?:Not applicable|Not built): \S.{15,}/

/** The rows of the table of threats, in their order. */
export function rowsOf(markdown: string): readonly Row[] {
  return [...markdown.matchAll(/^\| (T\d+) \|(.*)\|$/gm)].map(([, id = '', rest = '']) => {
    const where = (rest.split('|').at(-1) ?? '').trim()
    return { id, where, files: [...where.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path) }
  })
}

/** Every name given to a test or a group of tests in a file. */
export const testsIn = (path: string, text: string): readonly NamedTest[] =>
  [...text.matchAll(FIRST_ARGUMENT)].map(([, , name = '']) => ({ path, name }))

/** The ids in a name: `T06`, or a run of them as `T18 to T30`. */
export function idsIn(name: string): readonly string[] {
  return [...name.matchAll(/\bT(\d{2,3})(?:(?:–| to )T(\d{2,3}))?\b/g)].flatMap(
    ([, from = '', to = from]) =>
      Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, at) =>
        idOf(Number(from) + at),
      ),
  )
}

export const idOf = (number: number): string => `T${String(number).padStart(2, '0')}`

/** What the table says that the tests do not, and the other way round; nothing when they agree. */
export function disagreements(rows: readonly Row[], tests: readonly NamedTest[]): string[] {
  const tested = new Map<string, Set<string>>()
  for (const { path, name } of tests)
    for (const id of idsIn(name)) tested.set(id, (tested.get(id) ?? new Set()).add(path))
  const known = new Set(rows.map(({ id }) => id))
  const strangers = [...tested.keys()].filter((id) => !known.has(id))
  return [
    ...rows.filter(({ id }, at) => id !== idOf(at + 1)).map(({ id }) => `${id} is out of order`),
    ...strangers.map((id) => `${id} is named by a test and missing in the table`),
    ...rows.flatMap((row) => wrongIn(row, tested.get(row.id) ?? new Set())),
  ]
}

function wrongIn({ id, where, files }: Row, paths: ReadonlySet<string>): string[] {
  if (files.length === 0) {
    if (paths.size > 0) return [`${id} has a test in ${[...paths].join(', ')}, not in the table`]
    return WITHOUT_TEST.test(where) ? [] : [`${id} has neither a test nor a reason`]
  }
  if (WITHOUT_TEST.test(where)) return [`${id} has files and says that it has none`]
  return files
    .filter((file) => !paths.has(file))
    .map((file) => `${id} is not in the name of a test in ${file}`)
}
