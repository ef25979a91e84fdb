/** Strict readers of string literals: what a compiler would make of them, and what is left of the program without them. */

export interface Lexed {
  /** The program with an `S` for each literal, and without its comments. */
  readonly skeleton: string
  /** What each literal means. A byte that is no text on its own is a sign from U+0000 to U+00FF. */
  readonly literals: readonly string[]
}

interface Grammar {
  /** A literal from its opening quote on. */
  readonly literal: RegExp
  readonly comment: RegExp
  /** What stands between the quotes, as it is meant; an escape the language lacks is an error. */
  readonly meaning: (inner: string, quote: string) => string
}

/** Escapes by their whole spelling: a sign after the backslash, or digits of the given base. */
const escapes =
  (known: RegExp, simple: Readonly<Record<string, string>>) =>
  (inner: string): string =>
    inner.replaceAll(/\\([\s\S]|$)[^\\]*/g, (part, first: string) => {
      const [whole = ''] = known.exec(part) ?? []
      if (whole === '') {
        if (!Object.hasOwn(simple, first)) throw new Error(`No such escape: ${part}`)
        return `${simple[first]}${part.slice(2)}`
      }
      const digits = whole.replaceAll(/^\\[uUx]?\{?|\}$/g, '')
      const code = Number.parseInt(digits, /^\\[0-7]/.test(whole) ? 8 : 16)
      return String.fromCodePoint(code) + part.slice(whole.length)
    })

const simple = { n: '\n', r: '\r', t: '\t', '\\': '\\' } as const

const powershell = (inner: string, quote: string): string => {
  if (quote === "'") return inner.replaceAll(/(['\u2018-\u201b])\1/g, '$1')
  return inner.replaceAll(/`(u\{[0-9a-f]+\}|[\s\S])/g, (_, code: string) => {
    if (code.startsWith('u{')) return String.fromCodePoint(Number.parseInt(code.slice(2, -1), 16))
    const named = { n: '\n', r: '\r', t: '\t' }[code]
    if (named === undefined && !/^["`$\u201c-\u201e]$/.test(code))
      throw new Error(`No such escape: ${code}`)
    return named ?? code
  })
}

export const grammars: Readonly<Record<string, Grammar>> = {
  javascript: {
    literal: /'(?:[^'\\\n\r]|\\.)*'/y,
    comment: /\/\/[^\n\r\u2028\u2029]*/y,
    meaning: escapes(/^\\u\{[0-9a-f]{1,6}\}/, { ...simple, "'": "'" }),
  },
  python: {
    literal: /"(?:[^"\\\n\r]|\\.)*"/y,
    comment: /#[^\n\r]*/y,
    meaning: escapes(/^\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})/, { ...simple, '"': '"' }),
  },
  go: {
    literal: /"(?:[^"\\\n]|\\.)*"/y,
    comment: /\/\/[^\n]*/y,
    meaning: escapes(/^\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})/, { ...simple, '"': '"' }),
  },
  java: {
    literal: /"(?:[^"\\\n\r]|\\.)*"/y,
    comment: /\/\/[^\n\r]*/y,
    meaning: escapes(/^\\(?:[0-3][0-7]{2}|[0-7]{1,2})/, { ...simple, '"': '"' }),
  },
  csharp: {
    literal: /"(?:[^"\\\n\r\u0085\u2028\u2029]|\\.)*"/y,
    comment: /\/\/[^\n\r\u0085\u2028\u2029]*/y,
    meaning: escapes(/^\\(?:u[0-9a-f]{4}|U[0-9a-f]{8})/, { ...simple, '"': '"' }),
  },
  powershell: {
    literal:
      /['\u2018-\u201b](?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*['\u2018-\u201b]|["\u201c-\u201e](?:[^"\u201c-\u201e`$]|`[\s\S]|\$\((?:\$response\.[A-Za-z]+)\))*["\u201c-\u201e]/y,
    comment: /#[^\n\r]*/y,
    meaning: powershell,
  },
}

/** Java reads these before anything else, wherever they stand (JLS 3.3). */
const translated = (program: string): string =>
  program.replaceAll(/(\\*)\\u+([0-9a-fA-F]{4})/g, (all, before: string, digits: string) =>
    before.length % 2 === 0 ? before + String.fromCharCode(Number.parseInt(digits, 16)) : all,
  )

/** Only printable ASCII may stand outside of literals and comments. */
export function lexed(language: string, source: string): Lexed {
  const grammar = grammars[language]
  if (grammar === undefined) throw new Error(`No grammar for ${language}`)
  const program = language === 'java' ? translated(source) : source
  const literals: string[] = []
  let skeleton = ''
  for (let at = 0; at < program.length; ) {
    const [comment] = stickyAt(grammar.comment, program, at)
    const [literal] = comment === undefined ? stickyAt(grammar.literal, program, at) : []
    const sign = program.charAt(at)
    if (literal !== undefined) {
      literals.push(grammar.meaning(literal.slice(1, -1), sign))
      skeleton += 'S'
    } else if (comment === undefined) {
      if (!/[\n\t\x20-\x7e]/.test(sign) || /["']/.test(sign))
        throw new Error(`Stands in the open: ${JSON.stringify(program.slice(at, at + 40))}`)
      skeleton += sign
    }
    at += (literal ?? comment ?? sign).length
  }
  return { skeleton, literals }
}

function stickyAt(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at
  return pattern.exec(text) ?? []
}
