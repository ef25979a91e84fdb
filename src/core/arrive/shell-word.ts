/** What a shell makes of a line, before it runs anything: words, whose pieces are text or things to be filled in. */
import { type Problem, Refusal } from '../problem.ts'

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `$NAME`, `${NAME}`, `%NAME%`, `$env:NAME`. */
  | { readonly kind: 'variable'; readonly name: string }
  /** A command whose output would stand here. It is never run; `text` is how it was written. */
  | { readonly kind: 'command'; readonly text: string }

export type Word = readonly Piece[]

export interface Command {
  readonly words: readonly Word[]
  /** What its input and output were tied to, as written: `> out.json`. */
  readonly redirects: readonly string[]
  /** What ended it: `&&`, `|`, `;`, a line break, or nothing at the end of the text. */
  readonly end: string
}

/** One command as it is typed or pasted: longer ones are files by mistake. In UTF-16 units. */
export const MOST_COMMAND = 64 << 10

export const shellProblem = (code: string, means: string): Problem => ({
  kind: code === 'too_large' ? 'limit_reached' : 'bad_input',
  code,
  means,
  remedy: 'Copy the whole command again, from its first word to its last quote.',
})

export const neverClosed = (sign: string): Refusal =>
  new Refusal(shellProblem('shell_syntax', `The quote ${sign} is opened and never closed.`))

/** @throws Refusal */
export function checkLength(text: string): void {
  if (text.length > MOST_COMMAND)
    throw new Refusal(
      shellProblem('too_large', `The command is longer than ${MOST_COMMAND} characters.`),
    )
}

/** Collects pieces into words, and words into commands. */
export interface Collector {
  readonly commands: Command[]
  words: Word[]
  redirects: string[]
  /** `undefined` between words; an empty list is the word `''`. */
  pieces: Piece[] | undefined
  /** The next word belongs to this redirection. */
  redirect: string | undefined
}

export const collector = (): Collector => ({
  commands: [],
  words: [],
  redirects: [],
  pieces: undefined,
  redirect: undefined,
})

/** Begins a word if there is none; quotes do, even when nothing stands in them. */
export function open(into: Collector): Piece[] {
  into.pieces ??= []
  return into.pieces
}

export function addText(into: Collector, text: string): void {
  const pieces = open(into)
  const last = pieces.at(-1)
  if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + text }
  else pieces.push({ kind: 'text', text })
}

export function endWord(into: Collector): void {
  if (into.pieces === undefined) return
  if (into.redirect === undefined) into.words.push(into.pieces)
  else into.redirects.push(`${into.redirect} ${written(into.pieces)}`)
  into.pieces = undefined
  into.redirect = undefined
}

export function endCommand(into: Collector, end: string): void {
  endWord(into)
  if (into.redirect !== undefined) into.redirects.push(into.redirect)
  into.redirect = undefined
  if (into.words.length === 0 && into.redirects.length === 0) return
  into.commands.push({ words: into.words, redirects: into.redirects, end })
  into.words = []
  into.redirects = []
}

/** A word as text, with what would be filled in as it was written. */
export const written = (word: Word): string =>
  word.map((piece) => (piece.kind === 'variable' ? `\${${piece.name}}` : piece.text)).join('')

/**
 * A word as the shell hands it on: variables by their values, which are empty when nobody set them.
 * @throws Refusal for a command: nothing is run here
 */
export function filled(word: Word, values: Readonly<Record<string, string>>): string {
  return word
    .map((piece) => {
      if (piece.kind === 'command')
        throw new Refusal(shellProblem('command_substitution', `${piece.text} is not run here.`))
      if (piece.kind === 'text') return piece.text
      return Object.hasOwn(values, piece.name) ? (values[piece.name] ?? '') : ''
    })
    .join('')
}

/**
 * The words of a text that is one command and nothing else.
 * @throws Refusal
 */
export function onlyWords(
  commands: readonly Command[],
  values: Readonly<Record<string, string>>,
): string[] {
  const [first, second] = commands
  if (first === undefined) return []
  if (second !== undefined || first.redirects.length > 0 || !['', '\n'].includes(first.end))
    throw new Refusal(shellProblem('not_one_command', 'The text is more than one simple command.'))
  return first.words.map((word) => filled(word, values))
}
