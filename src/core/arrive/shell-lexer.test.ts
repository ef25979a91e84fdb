/** The shell lexers, judged by bash itself and by what browsers copy. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cmdWords, powershellWords, shellCommands, shellWords } from './shell-lexer.ts'
import { written } from './shell-word.ts'

const inBash = (texts: readonly string[]): string[][] => {
  const script = texts.map((text) => `printf '%s\\0' : ${text}\nprintf '=\\0'`).join('\n')
  const output = execFileSync('bash', ['--norc', '-f', '+B', '-c', script], {
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8' },
  })
  const all = output.split('=\0').slice(0, -1)
  return all.map((one) => one.split('\0').slice(1, -1))
}

const reads = (text: string): boolean => {
  try {
    shellWords(`: ${text}`)
    return true
  } catch {
    return false
  }
}

describe('a line for bash', () => {
  it('is cut into the same words as bash cuts it', () => {
    const pieces = [
      'a',
      'é',
      '🎉',
      ' ',
      '\t',
      "'",
      '"',
      '\\\\',
      '\\"',
      "\\'",
      '\\\n',
      '\\n',
      '#',
      '%',
    ]
    const ansi = [
      "$'",
      "$'\\x41",
      '\\u20ac',
      '\\xc3\\xa9',
      '\\303',
      '\\e',
      '\\?',
      '\\q',
      '!',
      '~',
      '*',
    ]
    const text = fc.array(fc.constantFrom(...pieces, ...ansi), { maxLength: 14 })
    const texts = fc
      .sample(text, 3000)
      .map((signs) => signs.join(''))
      .filter((one) => !/\\\s*$|~|\\303/.test(one) && reads(one))
    expect(texts.length).toBeGreaterThan(500)
    expect(inBash(texts)).toEqual(texts.map((one) => shellWords(one)))
  })

  it.each([
    ["$'a\\u0021b\\'c\\n'", ["a!b'c\n"]],
    ["\"a\\$b\" 'c'\\''d'", ['a$b', "c'd"]],
    ['a\\\r\n b', ['a', 'b']],
    ['\'\' ""', ['', '']],
    ['a # the rest', ['a']],
    ['', []],
  ])('%j gives %j', (text, words) => {
    expect(shellWords(text)).toEqual(words)
  })

  it('fills in the variables that are given, and nothing inherited', () => {
    expect(shellWords('"$A" ${B:-x}$toString', { A: 'one two', B: 'b' })).toEqual(['one two', 'b'])
  })

  it('never runs a command, and shows it as it was written', () => {
    const [command] = shellCommands('curl "https://x/$(id "a)" $(b))" `id`')
    expect(command?.words.map(written)).toEqual(['curl', 'https://x/$(id "a)" $(b))', '`id`'])
    expect(() => shellWords('a $(id)')).toThrow('$(id) is not run here.')
  })

  it('keeps commands and redirections apart', () => {
    const commands = shellCommands(': "${A:?Set it}" &&\ncurl x 2>&1 > out.json | jq .')
    expect(commands.map(({ end }) => end)).toEqual(['&&', '|', ''])
    expect(commands[1]?.redirects).toEqual(['2>& 1', '> out.json'])
    expect(() => shellWords('a; b')).toThrow('more than one')
  })

  it.each(["'a", '"a', "$'a", '`a', '$(a', '"$(a"'])('%j has an open quote', (text) => {
    expect(() => shellWords(text)).toThrow('never closed')
  })

  it('is refused when it is too long', () => {
    expect(() => shellWords('a'.repeat(70_000))).toThrow('longer than')
  })
})

describe('a line for cmd.exe', () => {
  it.each([
    // As Chrome copies it: every sign escaped, quotes by a backslash.
    [
      'curl ^"https://a.example/?q=1^&r=^%^41^" ^\n  -H ^"a: b^"',
      ['curl', 'https://a.example/?q=1&r=%41', '-H', 'a: b'],
    ],
    ['--data-raw ^"^{^\\^"a^\\^":^\\^"b c^\\^"^}^"', ['--data-raw', '{"a":"b c"}']],
    ['^"one^\n\ntwo^"', ['one\ntwo']],
    // As Firefox and older Chromes did.
    ['"{""a"":""b c""}" "x\\\\"', ['{"a":"b c"}', 'x\\']],
    ['"a^b" a^^b c:\\dir\\ "c:\\dir\\\\"', ['a^b', 'a^b', 'c:\\dir\\', 'c:\\dir\\']],
    ['"" ^"^"', ['', '']],
  ])('%j gives %j', (text, words) => {
    expect(cmdWords(text)).toEqual(words)
  })

  it('knows a variable between per cent signs', () => {
    expect(cmdWords('"a %TOKEN% 100%"', { TOKEN: 't' })).toEqual(['a t 100%'])
  })

  it('ends a command where cmd.exe does', () => {
    expect(() => cmdWords('a & b')).toThrow('more than one')
    expect(cmdWords('"a & b"')).toEqual(['a & b'])
    expect(() => cmdWords('"a')).toThrow('never closed')
  })
})

describe('a line for PowerShell', () => {
  it.each([
    ['& curl.exe -H \'it\'\'s\' `\n  "a`"b""c`n"', ['curl.exe', '-H', "it's", 'a"b"c\n']],
    ['\'$not\' "`$not" a`$b', ['$not', '$not', 'a$b']],
    ["@'\n{\"a\": 'b'}\n'@", ['{"a": \'b\'}']],
    ['@"\n`$a "b"\n"@ c', ['$a "b"', 'c']],
  ])('%j gives %j', (text, words) => {
    expect(powershellWords(text)).toEqual(words)
  })

  it('fills in variables, also those of the environment', () => {
    const text = 'a "$env:TOKEN ${env:TOKEN}" $x'
    expect(powershellWords(text, { TOKEN: 't', x: 'y' })).toEqual(['a', 't t', 'y'])
  })

  it('never runs a command', () => {
    expect(() => powershellWords('"$(calc.exe)"')).toThrow('is not run here')
  })
})
