/** The languages a request can be had in. Each is fetched when somebody asks for it. */
import type { MaskedRequest } from '../mask.ts'

export interface Language {
  readonly id: string
  readonly title: string
  /** The ending of a file that holds it. */
  readonly file: string
  /** What it needs, and what its client adds to a request. */
  readonly about: string
  /** Several requests make one program. */
  readonly load: () => Promise<(...requests: readonly MaskedRequest[]) => string>
}

/** Commands follow one another. */
const inTurn =
  (write: (request: MaskedRequest) => string) =>
  (...requests: readonly MaskedRequest[]): string =>
    requests.map(write).join('\n\n')

export const languages: readonly Language[] = [
  {
    id: 'bash',
    title: 'curl for bash',
    file: 'sh',
    about: 'For bash and zsh. curl adds Accept and User-Agent where the request has none.',
    load: async () => inTurn((await import('../curl.ts')).curlOf),
  },
  {
    id: 'powershell',
    title: 'PowerShell',
    file: 'ps1',
    about:
      'Invoke-WebRequest of PowerShell 7, which sends any method and header; 5.1 does not. It adds User-Agent and Accept-Encoding, and a form type to a POST without one.',
    load: async () => (await import('./powershell.ts')).powershellOf,
  },
  {
    id: 'cmd',
    title: 'curl for cmd',
    // A batch file reads percent signs in another way than the prompt.
    file: 'txt',
    about:
      'To be pasted at the prompt of Windows, not saved as a batch file. With secrets it needs curl 8.3. curl adds Accept and User-Agent where the request has none.',
    load: async () => (await import('./cmd.ts')).cmdOf,
  },
  {
    id: 'fetch',
    title: 'fetch',
    file: 'mjs',
    about:
      'For Node 18 and later, and for pages. fetch adds Accept, Accept-Language, User-Agent and more.',
    load: async () => (await import('./fetch.ts')).fetchOf,
  },
  {
    id: 'oauth4webapi',
    title: 'oauth4webapi',
    file: 'mjs',
    about:
      'Version 3 of the library, over fetch. It writes Accept and Content-Type of token requests itself.',
    load: async () => (await import('./oauth.ts')).oauthOf,
  },
  {
    id: 'python',
    title: 'Python requests',
    file: 'py',
    about: 'For requests 2. It adds User-Agent and Accept-Encoding where the request has none.',
    load: async () => (await import('./python.ts')).pythonOf,
  },
  {
    id: 'go',
    title: 'Go',
    file: 'go',
    about:
      'Go writes header names its own way, X-Api-Key, and adds User-Agent and Accept-Encoding.',
    load: async () => (await import('./go.ts')).goOf,
  },
  {
    id: 'java',
    title: 'Java',
    file: 'java',
    about: 'Java 17 and later, one file: java Request.java. It adds User-Agent.',
    load: async () => (await import('./java.ts')).javaOf,
  },
  {
    id: 'csharp',
    title: 'C#',
    file: 'cs',
    about: 'For .NET 8 and later. HttpClient adds nothing but Host and Content-Length.',
    load: async () => (await import('./csharp.ts')).csharpOf,
  },
]
