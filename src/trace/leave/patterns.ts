/** Fourth stage of leaving: what has the shape of a secret goes, whoever it belongs to. */

interface Shape {
  readonly name: string
  /** The first group stays, the second is the secret. */
  readonly pattern: RegExp
}

/** Not one of our placeholders, a variable of a script, or a word that explains. */
const REAL = '(?!%3C|&lt;|<|\\^?\\{\\{|\\$|"?\\$)'
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const shapes: readonly Shape[] = [
  {
    name: 'jwt',
    pattern: /()(\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*){0,3})/g,
  },
  {
    name: 'private_key',
    pattern:
      /()(-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))/g,
  },
  {
    // A word may follow the scheme in prose; credentials hold a digit or are longer than words are.
    name: 'credentials',
    pattern: new RegExp(
      `(\\b(?:Bearer|Basic)(?:[ \\t]+|%20|\\+))${REAL}((?=[^\\s"'<>]*\\d|[^\\s"'<>]{24})[A-Za-z0-9._~+/=%-]{8,})`,
      'gi',
    ),
  },
  {
    name: 'code',
    pattern: new RegExp(
      `((?:[?&#;\\s"']|%3F|%26|^)code(?:=|%3D))${REAL}([^&\\s"'<>#\\\\]{4,})`,
      'gi',
    ),
  },
  {
    name: 'uuid',
    pattern: new RegExp(
      `((?:token|secret|api_?key|password|assertion|code|verifier)(?:=|%3D|\\\\*["']?\\s*:\\s*\\\\*["']?))(${UUID})`,
      'gi',
    ),
  },
]

export function scrubPatterns(text: string): string {
  return shapes.reduce(
    (all, { name, pattern }) =>
      all.replace(
        pattern,
        (_, lead: string, secret: string) => `${lead}<${name}#0 len=${secret.length}>`,
      ),
    text,
  )
}

export interface ShapeHit {
  readonly name: string
  readonly at: number
}

export function findPattern(text: string): ShapeHit | undefined {
  for (const { name, pattern } of shapes) {
    const at = text.search(pattern)
    if (at >= 0) return { name, at }
  }
  return undefined
}

/** People within a text: what a server says often names them. */
export const emailsIn = (text: string): readonly string[] =>
  [...text.matchAll(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g)].map(([email]) => email)

/** Tokens within a text, for the first pass to name. */
export const jwtsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\beyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*/g)].map(([token]) => token)
