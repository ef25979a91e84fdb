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

const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** What of the base64 depends on the secret alone, with so many bytes before it. */
function aligned(bytes: Uint8Array, before: number): string {
  const filled = Uint8Array.from([...'AAA'.slice(0, before)].map(() => 0x41).concat([...bytes]))
  const text = base64Of(filled).replaceAll('+', '-').replaceAll('/', '_')
  const end = Math.floor(((before + bytes.length) * 8) / 6)
  return text.slice(before === 0 ? 0 : before + 1, end)
}

/** Written anew for the tests: what the exporters look with must not be what they are judged with. */
function encodings(value: string): Readonly<Record<string, string>> {
  const bytes = new TextEncoder().encode(value)
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
    base64: base64Of(bytes),
    'base64url at 0': aligned(bytes, 0),
    'base64url at 1': aligned(bytes, 1),
    'base64url at 2': aligned(bytes, 2),
    hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
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
