/** What the prompt of cmd and the start-up code of a Windows program make of a line, in the worst of cases. */

export interface Called {
  /** The arguments of curl.exe, itself left out. */
  readonly args: readonly string[]
  /** Operators of cmd that were left in the open: pipes, redirections, further commands. */
  readonly operators: readonly string[]
}

/** Percent signs come first. Here every name is a variable, but for those that hold a caret. */
const expanded = (line: string): string =>
  line.replaceAll(/%([^%:\n]+)(?::[^%\n]*)?%/g, (all, name: string) =>
    name.includes('^') ? all : 'EXPANDED',
  )

/** One logical line: carets and quotes of cmd itself. */
function unescaped(line: string): { readonly text: string; readonly operators: string[] } {
  let text = ''
  let quoted = false
  const operators: string[] = []
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at)
    if (sign === '^' && !quoted) {
      at += line.startsWith('^\n', at) ? 2 : 1
      text += line.charAt(at)
    } else {
      if (sign === '"') quoted = !quoted
      else if (!quoted && /[&|<>()\n]/.test(sign)) operators.push(sign)
      text += sign
    }
  }
  return { text, operators }
}

/** The rules of CommandLineToArgvW and the C start-up code. */
function split(line: string): readonly string[] {
  const args: string[] = []
  let arg: string | undefined
  let quoted = false
  for (let at = 0; at < line.length; ) {
    const [, slashes = '', quote = ''] = /^(\\*)("?)/.exec(line.slice(at)) ?? []
    if (quote !== '') {
      arg = (arg ?? '') + '\\'.repeat(Math.floor(slashes.length / 2))
      if (slashes.length % 2 === 1) arg += '"'
      else quoted = !quoted
      at += slashes.length + 1
    } else if (slashes !== '') {
      arg = (arg ?? '') + slashes
      at += slashes.length
    } else {
      const sign = line.charAt(at)
      at += 1
      if (!quoted && /[ \t]/.test(sign)) {
        if (arg !== undefined) args.push(arg)
        arg = undefined
      } else arg = (arg ?? '') + sign
    }
  }
  return arg === undefined ? args : [...args, arg]
}

export function calledBy(line: string): Called {
  const { text, operators } = unescaped(expanded(line))
  const all = split(text)
  return { args: all.slice(all.indexOf('curl.exe') + 1), operators }
}

/** What curl makes of `--variable` and `--expand-…`. */
export function curlSees(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): readonly string[] {
  const seen: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (arg === '--variable') at += 1
    else if (arg.startsWith('--expand-')) {
      seen.push(`--${arg.slice('--expand-'.length)}`, filled(args[at + 1] ?? '', env))
      at += 1
    } else seen.push(arg)
  }
  return seen
}

const filled = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\\\{\{|\{\{(.*?)\}\}/g, (all, name: string | undefined) => {
    if (all === '\\{{') return '{{'
    const value = env[name ?? '']
    if (value === undefined) throw new Error(`curl knows no variable ${name}`)
    return value
  })
