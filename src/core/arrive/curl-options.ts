/** The options of curl: which of them shape a request, which do not matter here, and which cannot be followed. */
import { badArrival } from './arrived.ts'

/** What the words of a command say, before it is a draft. */
export interface Order {
  method?: string
  readonly urls: string[]
  readonly headers: string[]
  readonly data: Datum[]
  readonly parts: FormDatum[]
  upload?: string
  get: boolean
  head: boolean
  json: boolean
  glob: boolean
  user?: string
  bearer?: string
  readonly cookies: string[]
  agent?: string
  referer?: string
  range?: string
  readonly notes: { code: string; text: string }[]
}

/** `--data` and its kin, in the order in which they are joined. */
export interface Datum {
  readonly how: 'data' | 'raw' | 'binary' | 'urlencode'
  readonly text: string
}

export interface FormDatum {
  readonly text: string
  /** `--form-string`: `@` and `<` mean nothing. */
  readonly plain: boolean
}

type Act = (order: Order, value: string) => void

export interface Option {
  readonly takes: boolean
  readonly act: Act
}

const datum =
  (how: Datum['how']): Act =>
  (order, text) =>
    order.data.push({ how, text })

const note =
  (code: string, text: string): Act =>
  (order) =>
    order.notes.push({ code, text })

const asJson: Act = (order, text) => {
  order.json = true
  order.data.push({ how: 'binary', text })
}

const noFiles: Act = () => {
  throw badArrival(
    'curl_option',
    'The command takes its options from a file (-K, --config), which cannot be read here.',
    'Put the options of that file into the command, and paste it again.',
  )
}

const withValue: Readonly<Record<string, Act>> = {
  'X request': (order, value) => (order.method = value),
  url: (order, value) => order.urls.push(value),
  'H header': (order, value) => order.headers.push(value),
  'd data data-ascii': datum('data'),
  'data-raw': datum('raw'),
  'data-binary': datum('binary'),
  'data-urlencode': datum('urlencode'),
  json: asJson,
  'F form': (order, text) => order.parts.push({ text, plain: false }),
  'form-string': (order, text) => order.parts.push({ text, plain: true }),
  'T upload-file': (order, value) => (order.upload = value),
  'u user': (order, value) => (order.user = value),
  'oauth2-bearer': (order, value) => (order.bearer = value),
  'b cookie': (order, value) => order.cookies.push(value),
  'A user-agent': (order, value) => (order.agent = value),
  'e referer': (order, value) => (order.referer = value.replace(/;auto$/, '')),
  'r range': (order, value) => (order.range = value),
  'K config': noFiles,
  'x proxy preproxy socks5 socks5-hostname socks4 socks4a': note(
    'proxy',
    'The proxy (-x) is left out: requests go from here directly, or by the relay.',
  ),
  'U proxy-user proxy-header': note('proxy', 'What is meant for a proxy is left out.'),
  'E cert cert-type key key-type pass cacert capath pinnedpubkey crlfile': note(
    'certificate',
    'Certificates and keys of the command are left out: a file of yours is never opened here.',
  ),
  'resolve connect-to interface unix-socket abstract-unix-socket dns-servers doh-url': note(
    'address',
    'The command chooses another network address for the host; here the name itself is asked for.',
  ),
  'request-target': note(
    'request_target',
    'The other target (--request-target) is left out: the path of the address is sent.',
  ),
  'aws-sigv4': note('sigv4', 'A signature for AWS (--aws-sigv4) is not made here.'),
  'netrc-file': note('netrc', 'Credentials from a .netrc file are not read.'),
  'variable expand-data expand-url expand-header': note(
    'curl_variable',
    'Variables of curl itself (--variable, --expand-…) are not followed.',
  ),
}

const withoutValue: Readonly<Record<string, Act>> = {
  'G get': (order) => (order.get = true),
  'I head': (order) => (order.head = true),
  'g globoff': (order) => (order.glob = false),
  'k insecure': note(
    'insecure',
    'The command does not check the server’s certificate (-k). Here it is always checked.',
  ),
  'L location location-trusted': note(
    'redirects',
    'The command follows redirects (-L). Here each redirect is shown, and followed by you.',
  ),
  'digest ntlm negotiate anyauth': note(
    'authorization',
    'Digest, NTLM and Negotiate are not offered here; user and password are sent as Basic.',
  ),
  'n netrc netrc-optional': note('netrc', 'Credentials from a .netrc file are not read.'),
}

/** They change what is shown, kept or awaited, never what is sent. */
const silent =
  's silent S show-error v verbose i include show-headers f fail fail-with-body N no-buffer compressed basic no-progress-meter # progress-bar 4 ipv4 6 ipv6 0 http1.0 http1.1 http2 http2-prior-knowledge http3 1 tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 O remote-name J remote-header-name R remote-time create-dirs path-as-is tcp-nodelay tcp-fastopen no-keepalive no-sessionid ssl-reqd raw tr-encoding disable q post301 post302 post303 retry-connrefused retry-all-errors Z parallel disallow-username-in-url'
const silentWithValue =
  'o output m max-time connect-timeout w write-out retry retry-delay retry-max-time limit-rate output-dir stderr trace trace-ascii D dump-header c cookie-jar rate keepalive-time y speed-time Y speed-limit z time-cond max-filesize max-redirs ciphers tls13-ciphers tls-max curves C continue-at parallel-max expect100-timeout happy-eyeballs-timeout-ms etag-save etag-compare'

const nothing: Act = () => undefined

/** By name; one letter is a short option. */
const options: ReadonlyMap<string, Option> = new Map(
  [
    ...Object.entries(withValue).map(([names, act]) => ({ names, act, takes: true })),
    ...Object.entries(withoutValue).map(([names, act]) => ({ names, act, takes: false })),
    { names: silent, act: nothing, takes: false },
    { names: silentWithValue, act: nothing, takes: true },
  ].flatMap(({ names, act, takes }) => names.split(' ').map((name) => [name, { act, takes }])),
)

/**
 * Goes through the words after `curl`.
 * @throws Refusal for an option that says something we cannot know
 */
export function readOptions(words: readonly string[]): Order {
  const order: Order = {
    urls: [],
    headers: [],
    data: [],
    parts: [],
    get: false,
    head: false,
    json: false,
    glob: true,
    cookies: [],
    notes: [],
  }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--next' || word === '-:') {
      order.notes.push({ code: 'next', text: 'Only the request before --next was taken.' })
      break
    }
    if (word.startsWith('--') && word !== '--') at += long(order, word.slice(2), words[at + 1])
    else if (/^-[^-]/.test(word)) at += short(order, word, words[at + 1])
    else if (word !== '--' && word !== '-') order.urls.push(word)
  }
  return order
}

/** @returns how many further words it took */
function long(order: Order, name: string, next: string | undefined): number {
  const option = name.length > 1 ? options.get(name) : undefined
  if (option === undefined) {
    if (!name.startsWith('no-') || !options.has(name.slice(3))) unknown(order, `--${name}`)
    return 0
  }
  if (!option.takes) {
    option.act(order, '')
    return 0
  }
  option.act(order, given(next, `--${name}`))
  return 1
}

/** `-sSL`, `-XPOST`, `-d data`: letters, until one takes the rest of the word or the next word. */
function short(order: Order, word: string, next: string | undefined): number {
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at)
    const option = options.get(letter)
    if (option === undefined) {
      unknown(order, `-${letter}`)
      return 0
    }
    if (option.takes) {
      const rest = word.slice(at + 1)
      option.act(order, rest === '' ? given(next, `-${letter}`) : rest)
      return rest === '' ? 1 : 0
    }
    option.act(order, '')
  }
  return 0
}

function given(value: string | undefined, name: string): string {
  if (value !== undefined) return value
  throw badArrival(
    'curl_value',
    `The option ${name} needs a value, and the command ends there.`,
    'Copy the whole command again, to its last line.',
  )
}

const unknown = (order: Order, name: string) =>
  order.notes.push({
    code: 'unknown_option',
    text: `The option ${name.slice(0, 60)} is not known here and was left out; look at the result.`,
  })
