/** What a browser must be able to do for a walk, whatever protocol it is driven by. */

/** The input both protocols take in the same writing (WebDriver 15.4, WebDriver BiDi 7.9.1). */
export type Input =
  | {
      readonly type: 'pointer'
      readonly id: string
      readonly actions: readonly Readonly<Record<string, string | number>>[]
    }
  | {
      readonly type: 'key'
      readonly id: string
      readonly actions: readonly { readonly type: string; readonly value: string }[]
    }

/** One person at one browser in which nothing is stored yet. */
export interface Visit {
  readonly goto: (url: string) => Promise<void>
  readonly reload: () => Promise<void>
  /** Runs a function, given as source, with one text; it must give a text. */
  readonly run: (source: string, argument: string) => Promise<string>
  readonly act: (input: readonly Input[]) => Promise<void>
  readonly setFile: (selector: string, path: string) => Promise<void>
  readonly resize: (width: number, height: number) => Promise<void>
  readonly picture: () => Promise<Buffer>
  /** Every open tab, and the way to one of them. */
  readonly tabs: () => Promise<readonly string[]>
  readonly turnTo: (tab: string) => Promise<void>
  readonly closeTab: () => Promise<void>
  /** Where saved files land. */
  readonly downloads: string
  /** Console errors, uncaught errors and CSP violations so far, as far as this browser tells. */
  readonly trouble: () => readonly string[]
  readonly end: () => Promise<void>
}

export interface Browser {
  readonly name: string
  readonly version: string
  readonly visit: () => Promise<Visit>
  readonly close: () => Promise<void>
}
