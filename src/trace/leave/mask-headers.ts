/** Headers on their way out: a value is shown only where a list says that it tells how, not who. */
import type { HeaderPairs } from '../../core/http.ts'
import { isHunted, type Masks } from './mask-by-name.ts'
import { maskUrl } from './mask-url.ts'
import { ADDRESS_HEADERS, COOKIE_ATTRIBUTES, SAFE_HEADERS } from './names.ts'

export const maskHeaders = (headers: HeaderPairs, masks: Masks): HeaderPairs =>
  headers.map(([name, value]) => [masks.text(name), maskHeader(name, value, masks)] as const)

export function maskHeader(name: string, value: string, masks: Masks): string {
  const lower = name.toLowerCase()
  if (value === '') return ''
  if (lower.endsWith('authorization')) return credentials(value, masks)
  if (lower === 'cookie')
    return value
      .split(';')
      .map((one) => cookie(one, masks))
      .join(';')
  if (lower === 'set-cookie') return setCookie(value, masks)
  if (ADDRESS_HEADERS.has(lower)) return maskUrl(value, masks)
  if (SAFE_HEADERS.has(lower) || /rate-?limit|-latency$/.test(lower)) return masks.text(value)
  const opens = /key|token|secret|auth/.test(lower)
  return masks.label(`header_${lower}`, value, opens || isHunted('', value, masks))
}

/** The scheme stays, so that Bearer and Basic can be told apart. */
function credentials(value: string, masks: Masks): string {
  const [, scheme = '', secret = ''] = /^(\S+\s+)?([\s\S]*)$/.exec(value) ?? []
  const known = /^(?:basic|bearer|digest|dpop|mac|negotiate|apikey|token)\s+$/i.test(scheme)
  if (!known) return masks.label('authorization', value)
  const basic = /^basic/i.test(scheme)
  return `${scheme}${masks.label(basic ? 'basic_credentials' : 'authorization', secret)}`
}

function cookie(pair: string, masks: Masks): string {
  const at = pair.indexOf('=')
  if (at < 0) return masks.label('cookie', pair.trim())
  const name = pair.slice(0, at)
  const value = pair.slice(at + 1)
  if (value.trim() === '') return `${masks.text(name)}=`
  return `${masks.text(name)}=${masks.label(`cookie_${name.trim()}`, value.trim())}`
}

function setCookie(value: string, masks: Masks): string {
  const [first = '', ...attributes] = value.split(';')
  const known = attributes.map((attribute) => {
    const name = (attribute.split('=')[0] ?? '').trim().toLowerCase()
    return COOKIE_ATTRIBUTES.has(name)
      ? masks.text(attribute)
      : ` ${masks.label('cookie_attribute', attribute.trim())}`
  })
  return [cookie(first, masks), ...known].join(';')
}

/** The head as it left: its first line and its fields, each masked as what it is. Anything else is dropped. */
export function maskHead(head: string, masks: Masks): string {
  const [first = '', ...lines] = head.split(/\r?\n/)
  const [, method = '', target = '', version = ''] =
    /^(\S+) (\S+) (HTTP\/[\d.]+)$/.exec(first) ?? []
  const fields = lines.flatMap((line) => {
    const [, name, value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? []
    return name === undefined ? [] : [`${masks.text(name)}: ${maskHeader(name, value, masks)}`]
  })
  const start = version === '' ? [] : [`${masks.text(method)} ${maskUrl(target, masks)} ${version}`]
  return [...start, ...fields, '', ''].join('\r\n')
}
