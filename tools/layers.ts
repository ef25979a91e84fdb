/** The rules of the source tree (design, 3), as a function from files to complaints. src/layers.test.ts applies it. */
import { posix } from 'node:path'

/** Paths from the project's root, with forward slashes, and their text. */
export type Files = ReadonlyMap<string, string>

interface File {
  readonly path: string
  /** `core` … `ui`, or the file's own name for a root such as `main.tsx`. */
  readonly layer: string
  readonly text: string
  /** The text without comments and single-quoted strings: what runs. */
  readonly code: string
  readonly imports: readonly string[]
}

type Rule = (file: File) => readonly string[]

/** Who may import whom. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  trace: ['core'],
  vendors: ['core'],
  sandbox: ['core', 'vendors'],
  relay: ['core'],
  client: ['core'],
  ui: ['core', 'trace', 'vendors', 'client'],
  'main.tsx': ['core', 'trace', 'vendors', 'client', 'ui'],
  // What the root in Node is put together from: listening, serving files, reading options.
  server: ['core', 'relay'],
  'server.ts': ['core', 'vendors', 'sandbox', 'relay', 'server'],
}

/** Packages with an effect, and the only places that may have it. */
const HOMES: readonly (readonly [name: RegExp, where: RegExp])[] = [
  [/^(?:node:|undici$)/, /^src\/(?:server\.ts|server\/.*|relay\/node[^/]*\.ts)$/],
  [/^(?:solid-js|@solidjs|@kobalte|@tanstack)(?:\/|$)/, /^src\/(?:ui\/|main\.tsx$)/],
  [/^idb-keyval$/, /^src\/client\//],
]

const PURE = /^src\/(?:core|trace|vendors|sandbox|relay)\/(?!node[^/]*\.ts$)/

/** Clock, chance, network and storage are handed in, or behind one function of src/client. */
const EFFECTS: readonly (readonly [name: string, effect: RegExp, where: RegExp])[] = [
  ['fetch(', /(?<![.\w])(?:globalThis\.|window\.|self\.)?fetch\(/, /./],
  // oauth4webapi reads the machine's clock itself; strict.ts has to know it to tell it another time.
  [
    'Date.now',
    /\bDate\.now\b/,
    /^src\/(?!core\/answer\/strict\.ts$)(?:core|trace|vendors|sandbox|relay)\/(?!node[^/]*\.ts$)/,
  ],
  ['new Date()', /\bnew Date\(\)/, PURE],
  ['Math.random', /\bMath\.random\b/, PURE],
  ['indexedDB', /\bindexedDB\b/, /./],
  ['localStorage', /\blocalStorage\b/, PURE],
  ['sessionStorage', /\bsessionStorage\b/, PURE],
]

const FORBIDDEN: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['innerHTML', /\b(?:inner|outer)HTML\b|insertAdjacentHTML/],
  ['a compiler directive', /@ts-(?:ignore|expect-error|nocheck)/],
  ['a lint directive', /(?:oxlint|eslint|biome)-(?:disable|ignore)/],
  ['a note to finish later', /\b(?:TODO|FIXME|XXX)\b/],
]

const LINES = 250
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"`])([^'"`\n]+)\1/g
const SIMULATOR = /^src\/vendors\/([^/]+)\/sandbox/

const isTest = (path: string) => /\.test(?:-support)?\.ts$/.test(path)
const vendorOf = (path: string) => /^src\/vendors\/([^/]+)\//.exec(path)?.[1]

function fileOf(path: string, text: string): File {
  const uncommented = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  const found = [...uncommented.matchAll(IMPORT)].map(([, , name = '']) => name)
  return {
    path,
    layer: path.split('/')[1] ?? path,
    text,
    code: uncommented.replace(/'(?:\\.|[^'\\\n])*'/g, "''"),
    imports: found.map((name) =>
      name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
    ),
  }
}

const ours = (file: File) => file.imports.filter((name) => name.startsWith('src/'))

const layers: Rule = (file) =>
  ours(file)
    .filter((name) => {
      const layer = name.split('/')[1] ?? ''
      return layer !== file.layer && !(MAY_IMPORT[file.layer] ?? []).includes(layer)
    })
    .map((name) => `${file.layer} may not import ${name}`)

const kit: Rule = (file) =>
  file.path.startsWith('src/ui/kit/')
    ? ours(file)
        .filter((name) => !name.startsWith('src/ui/kit/'))
        .map((name) => `the kit may not import ${name}`)
    : []

/** A vendor stands alone; that is what makes a sixth one new folder. */
const strangers: Rule = (file) => {
  const own = vendorOf(file.path)
  if (own === undefined) return []
  return ours(file)
    .filter((name) => ![undefined, own].includes(vendorOf(name)))
    .map((name) => `the vendor ${own} may not import ${name}`)
}

/** The app's bundle never contains a simulator. */
const simulators: Rule = (file) =>
  ours(file)
    .filter((name) => {
      const vendor = SIMULATOR.exec(name)?.[1]
      const isOwn = vendor !== undefined && SIMULATOR.exec(file.path)?.[1] === vendor
      return vendor !== undefined && file.layer !== 'sandbox' && !isOwn
    })
    .map((name) => `only src/sandbox may import the simulator ${name}`)

const packages: Rule = (file) =>
  file.imports.flatMap((name) =>
    HOMES.filter(([pattern, where]) => pattern.test(name) && !where.test(file.path)).map(
      () => `${name} does not belong here`,
    ),
  )

const effects: Rule = (file) =>
  file.layer === 'client' ||
  file.layer.startsWith('server') ||
  file.path.startsWith('src/relay/node')
    ? []
    : EFFECTS.filter(([, effect, where]) => where.test(file.path) && effect.test(file.code)).map(
        ([name]) => `${name} is an effect: take it as an argument`,
      )

const forbidden: Rule = ({ text }) =>
  FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([name]) => `contains ${name}`)

const shape: Rule = ({ path, layer, text }) => {
  const complaints: string[] = []
  const lines = text.split('\n').length - 1
  if (lines > LINES) complaints.push(`has ${lines} lines: split past ${LINES}`)
  if (!/^\/\*\*\s/.test(text)) complaints.push('does not open with a sentence on what it is for')
  if (path.endsWith('.tsx') && layer !== 'ui' && path !== 'src/main.tsx')
    complaints.push('only src/ui and src/main.tsx may be .tsx')
  if (/(?:^|[/-])(?:utils?|helpers?|common|misc|manager|service)(?:[./-]|$)/.test(path))
    complaints.push('has a name that says nothing')
  return complaints
}

/** Only one file of src/client has each effect. */
function singular(files: readonly File[]): string[] {
  const client = files.filter(({ layer }) => layer === 'client')
  const calling = client.filter(({ code }) => EFFECTS[0]?.[1].test(code))
  const storing = client.filter(
    ({ code, imports }) => /\bindexedDB\b/.test(code) || imports.includes('idb-keyval'),
  )
  return [
    ...calling.slice(1).map(({ path }) => `${path}: a second file calls fetch`),
    ...storing.slice(1).map(({ path }) => `${path}: a second file touches IndexedDB`),
  ]
}

const RULES = [layers, kit, strangers, simulators, packages, effects, shape]

/** Everything that breaks a rule. Tests may import what they test with; what is forbidden is forbidden to them too. */
export function complaints(files: Files): string[] {
  const all = [...files].map(([path, text]) => fileOf(path, text))
  const code = all.filter(({ path }) => !isTest(path) && !path.endsWith('.d.ts'))
  const told = (of: readonly File[], rule: Rule) =>
    of.flatMap((file) => rule(file).map((complaint) => `${file.path}: ${complaint}`))
  return [
    ...RULES.flatMap((rule) => told(code, rule)),
    ...told(
      all.filter(({ path }) => path !== 'src/layers.test.ts'),
      forbidden,
    ),
    ...singular(code),
  ]
}
