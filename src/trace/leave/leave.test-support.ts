/** For tests of leaving: bytes that look random, and a search of its own for a secret in twelve encodings. */

export const randomFrom =
  (seed: number) =>
  (length: number): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length }, (_, at) => (seed * 31 + at * 17) % 256)

const escaped = (text: string) =>
  Array.from({ length: text.length }, (_, at) => {
    const unit = text.charCodeAt(at).toString(16).padStart(4, '0')
    return `\\u${unit}`
  }).join('')

/** Written anew for the tests: what the exporters look with must not be what they are judged with. */
function encodings(value: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(value, 'utf8')
  const aligned = (before: number) => {
    const whole = Buffer.concat([Buffer.alloc(before, 0x41), bytes]).toString('base64url')
    return whole.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6))
  }
  return {
    raw: value,
    'URL-encoded': encodeURIComponent(value),
    'URL-encoded twice': encodeURIComponent(encodeURIComponent(value)),
    form: new URLSearchParams({ v: value }).toString().slice(2),
    'JSON-escaped': JSON.stringify(value).slice(1, -1),
    'HTML-escaped': value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;'),
    base64: bytes.toString('base64'),
    'base64url at 0': aligned(0),
    'base64url at 1': aligned(1),
    'base64url at 2': aligned(2),
    hex: bytes.toString('hex'),
    'UTF-16 escapes': escaped(value),
    'lower case': value.toLowerCase(),
    'upper case': value.toUpperCase(),
  }
}

/** The encodings in which it stands in the text. */
export const leaksIn = (text: string, value: string): readonly string[] =>
  Object.entries(encodings(value))
    .filter(([, written]) => written.length >= 6 && text.includes(written))
    .map(([name]) => name)
