/** Quoting for bash and zsh, such that a copied line is safe to paste (T99). */

/** Signs that act on a terminal or hide in it; a newline too, so that a line stays a line. */
const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u

/** One argument. No shell argument can hold a NUL: whoever calls has looked. */
export function quoted(text: string): string {
  if (/^[A-Za-z0-9_./:-]+$/.test(text)) return text
  // Within single quotes a shell changes nothing; the quote itself is closed, escaped, reopened.
  return unseen.test(text) ? ansi(text) : `'${text.replaceAll("'", `'\\''`)}'`
}

/** `$'…'` says what cannot be seen. Its own quote as a code: history expansion looks no further than a quote. */
function ansi(text: string): string {
  const signs = Array.from(text, (sign) => {
    if (sign === '\\') return '\\\\'
    return unseen.test(sign) || sign === "'" ? bytesOf(sign) : sign
  })
  return `$'${signs.join('')}'`
}

/** Bytes for `printf`, which reads the codes itself and passes on even a NUL. */
export const octets = (bytes: Uint8Array): string =>
  `'${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const bytesOf = (sign: string): string =>
  named[sign] ??
  Array.from(
    new TextEncoder().encode(sign),
    (byte) => `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('')

/** Names that mean something to a shell; setting them would do harm. */
const taken = new Set(
  'PATH HOME USER USERNAME SHELL PWD OLDPWD IFS ENV TERM LANG HOST UID EUID GID EGID REPLY RANDOM SECONDS LINES COLUMNS CDPATH FPATH MAIL MAILPATH PS1 PS2 PROMPT'.split(
    ' ',
  ),
)

/** A value's name as a variable's: `client_secret` becomes `CLIENT_SECRET`. */
export function variable(name: string): string {
  const upper = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  const stem = /^[A-Z_]/.test(upper) ? upper : `_${upper}`
  return taken.has(stem) || stem === '_' ? `${stem}_VALUE` : stem
}
