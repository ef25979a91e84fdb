/** Texts as string literals: whatever a language would act on, or a reader would not see, is written as a code. */

/** Signs that act on a terminal, hide in it, or turn what is read around. The space is none of them. */
export const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u

export interface Spelling {
  readonly quote: string
  /** Signs with a spelling of their own, the quote and the backslash among them. */
  readonly named: Readonly<Record<string, string>>
  /** Any other sign that is not written as it is. */
  readonly code: (point: number) => string
  /** Some compilers read a file in the machine's own encoding. */
  readonly ascii?: true
}

export function literal(text: string, { quote, named, code, ascii }: Spelling): string {
  const signs = Array.from(text, (sign) => {
    if (Object.hasOwn(named, sign)) return named[sign]
    const point = sign.codePointAt(0) ?? 0
    return unseen.test(sign) || (ascii && point > 0x7e) ? code(point) : sign
  })
  return `${quote}${signs.join('')}${quote}`
}

export const hex = (point: number, length: number): string =>
  point.toString(16).padStart(length, '0')

/** `\n`, `\r`, `\t`, the backslash: the same in every language that has them. */
export const usual = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' } as const

/** `\u2028` and `\U0001f600`, as Python, Go and C# write them. */
export const unicode = (point: number): string =>
  point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`
