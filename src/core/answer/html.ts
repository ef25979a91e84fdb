/** A web page as plain text: its title, then its words. Only ever text; nothing is rendered. */

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** As much of a page as anyone reads in an error message. */
const MOST = 16_384

export function htmlText(html: string): string {
  let title = ''
  let body = ''
  let inside = ''
  // Splitting at `<` keeps this linear in the length of the page, whatever is in it.
  for (const [index, part] of html.slice(0, MOST).split('<').entries()) {
    const end = part.indexOf('>')
    const tag = index === 0 ? '' : nameOf(part)
    const text = index === 0 ? part : end < 0 ? '' : part.slice(end + 1)
    if (inside !== '' && tag !== `/${inside}`) continue
    inside = tag === 'script' || tag === 'style' ? tag : ''
    if (inside !== '') continue
    if (tag === 'title') title += text
    else body += `${index === 0 ? '' : ' '}${text}`
  }
  const parts = [title, body].map(tidy).filter((part) => part !== '')
  return [...new Set(parts)].join('\n')
}

const nameOf = (part: string): string => /^\/?[a-z][a-z0-9]*/i.exec(part)?.[0].toLowerCase() ?? ''

function tidy(text: string): string {
  return text
    .replace(/&(?<name>[a-z]+|#\d{1,7});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
}

function entity(name: string): string | undefined {
  if (name.startsWith('#')) {
    const code = Number(name.slice(1))
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined
  }
  return Object.hasOwn(entities, name) ? entities[name] : undefined
}
