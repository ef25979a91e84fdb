/** Requests made to break out of a string, and what must arrive at the server for each. */
import fc from 'fast-check'
import { bytesOf, type HttpRequest, toBase64, utf8 } from '../../core/http.ts'

export const hostile: readonly string[] = [
  `it's "quoted"`,
  "'''' \"\"\" ``` '; \"; `; '+'",
  '`touch pwned` $(touch pwned) ${HOME} $HOME $env:PATH $($x) {{X}} {{{',
  '%PATH% %PATH:a=b% %%PATH%% %20 %s %n % 100%',
  '!x! wow!! ^a^b ^',
  '\\ \\" \\\' \\\\" \\n \\x41 \\u0041 \\u{41} \\U00000041 \\u000a \\0',
  'back\\',
  '*/ /* // # -- <!-- </script> --> ]]>',
  '; rm -rf x | cat & > y < z && echo || x',
  '@/etc/passwd --help -K x',
  'r#"x"# $"{x}" @"x" f"{x}" %q(x) q{x}',
  '() { [1] => x } ; = , ~ * ?',
]

/** Beyond what a header may hold. */
export const wild: readonly string[] = [
  ...hostile,
  '\u2018so\u2019; \u201cand $x so\u201d; \u201e\u201a\u201b',
  'two\nlines\r\nthree\rfour\n',
  'a\u2028b\u2029c\u0085d\u000be\f',
  '\u001b[201~\u0007\u202e\u2066\u200b\ufeff\t\u3164\ufe0f',
  'Grüße 日本語 🎉 e\u0301 \u{e0041}',
  'half \ud83d and \udf89 the other',
  '\0 and \u00007',
  '-n \\c %b',
]

export const requestOf = (base: string, value: string, header = value): HttpRequest => ({
  method: 'POST',
  url: `${base}/x?q=${encodeURIComponent(value.replaceAll(/[\ud800-\udfff]/g, ''))}&list=1`,
  headers: [
    ['content-type', 'application/json'],
    ['X-Odd', `a ${header} z`],
    ['X-Empty-Not', 'e'],
  ],
  body: utf8(value),
})

/** Every byte there is, and one that no text has. */
export const binary = (base: string): HttpRequest => ({
  method: 'PUT',
  url: `${base}/bytes`,
  headers: [],
  body: {
    encoding: 'base64',
    data: toBase64(Uint8Array.from({ length: 512 }, (_, at) => 255 - (at % 256))),
  },
})

/** For clients that write anything in a body and printable ASCII in a header. */
export const known = (base: string): readonly HttpRequest[] => [
  ...hostile.map((value) => requestOf(base, value)),
  ...wild.slice(hostile.length).map((value) => requestOf(base, value, 'plain')),
  binary(base),
  { ...requestOf(base, 'patched'), method: 'PATCH' },
  { method: 'DELETE', url: `${base}/a/./b//c%2Fd;e?x=[1]&y={2}|~%7E`, headers: [['X-Odd', 'o']] },
]

/** Whatever else there may be. */
export const random = (base: string): readonly HttpRequest[] => [
  ...fc
    .sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { numRuns: 30, seed: 4 })
    .map((value) => requestOf(base, value, 'plain')),
  ...fc
    .sample(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { numRuns: 15, seed: 5 })
    .map((value) => requestOf(base, value)),
]

export interface Arrived {
  readonly method: string
  readonly target: string
  /** In lower case, as bytes. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

/** What the request is on the wire; the address as the URL standard writes it. */
export const meant = ({ method, url, headers, body }: HttpRequest): Arrived => ({
  method,
  target: new URL(url).href.slice(new URL(url).origin.length),
  headers: headers.map(([name, value]) => [name.toLowerCase(), value.trim()]),
  body: body === undefined ? new Uint8Array() : bytesOf(body),
})

/** The same, with what a client adds left out. */
export function likeMeant(arrived: Arrived, wanted: Arrived): Arrived {
  const names = new Set(wanted.headers.map(([name]) => name))
  return { ...arrived, headers: arrived.headers.filter(([name]) => names.has(name)) }
}

/** Two targets that differ in escapes alone are one resource (RFC 3986 section 6.2.2). */
export const escapesAside = (one: Arrived): Arrived => ({
  ...one,
  target: one.target
    .replaceAll(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/g, (sign) => encodeURIComponent(sign))
    .replaceAll(/%../g, (escape) => escape.toUpperCase()),
})
