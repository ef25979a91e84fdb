/** Reads and writes the little ASN.1 (DER) that keys and certificates are wrapped in. */

type Bytes = Uint8Array<ArrayBuffer>

export interface Element {
  readonly tag: number
  readonly content: Bytes
  /** Tag and length included. */
  readonly whole: Bytes
}

export const SEQUENCE = 0x30
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
export const NULL = 0x05
export const OID = 0x06

/** The elements one after another; `undefined` where the bytes are not DER. */
export function elementsOf(bytes: Bytes): readonly Element[] | undefined {
  const found: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at)
    if (element === undefined) return undefined
    found.push(element)
    at += element.whole.length
  }
  return found
}

function elementAt(bytes: Bytes, at: number): Element | undefined {
  const [tag = 0, first = 0] = bytes.subarray(at, at + 2)
  const more = first < 0x80 ? 0 : first & 0x7f
  // 0x80 is a length yet unknown, which DER does not have; four bytes count four gigabytes.
  if (first === 0x80 || more > 4) return undefined
  const start = at + 2 + more
  const length =
    more === 0 ? first : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
  if (start + length > bytes.length || at + 2 > bytes.length) return undefined
  return {
    tag,
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(at, start + length),
  }
}

/** The elements inside the one SEQUENCE that the bytes are. */
export function sequenceIn(bytes: Bytes): readonly Element[] | undefined {
  const all = elementsOf(bytes)
  const only = all?.[0]
  return all?.length === 1 && only?.tag === SEQUENCE ? elementsOf(only.content) : undefined
}

export function joined(parts: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export function element(tag: number, ...contents: readonly Bytes[]): Bytes {
  const content = joined(contents)
  const digits: number[] = []
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256))
    digits.unshift(rest % 256)
  const length = content.length < 0x80 ? [content.length] : [0x80 | digits.length, ...digits]
  return joined([Uint8Array.from([tag, ...length]), content])
}

/** `1.2.840.113549.1.1.1` */
export function oidOf({ tag, content }: Element): string | undefined {
  if (tag !== OID || content.length === 0) return undefined
  const numbers: number[] = []
  let number = 0
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(number)
      number = 0
    }
  }
  const [head = 0, ...rest] = numbers
  const first = Math.min(2, Math.floor(head / 40))
  return [first, head - first * 40, ...rest].join('.')
}

export function oid(text: string): Bytes {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((number) => {
    const digits = [number % 128]
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left % 128) | 0x80)
    return digits
  })
  return element(OID, Uint8Array.from(bytes))
}

/** Subject public key of a certificate (RFC 5280 section 4.1), as SPKI. */
export function spkiOfCertificate(certificate: Bytes): Bytes | undefined {
  const toBeSigned = sequenceIn(certificate)?.[0]
  const fields = toBeSigned?.tag === SEQUENCE ? elementsOf(toBeSigned.content) : undefined
  // The version, [0], may be left out; then serial, algorithm, issuer, validity, subject, key.
  const skip = fields?.[0]?.tag === 0xa0 ? 6 : 5
  const spki = fields?.[skip]
  return spki?.tag === SEQUENCE ? spki.whole : undefined
}
