/** Changing the mode: what must be asked before, what is converted, and what to say after. */
import { createSignal } from 'solid-js'
import type { Mode } from '../../client/care.ts'
import type { Converted } from '../../client/modes.ts'
import { useServices } from '../services.ts'

export type Asking = 'set-up' | 'unlock' | 'unprotected'

export interface Progress {
  readonly done: number
  readonly of: number
}

export function createChanging() {
  const { keep, sessions } = useServices()
  const [wanted, setWanted] = createSignal<Mode>()
  const [asking, setAsking] = createSignal<Asking>()
  const [progress, setProgress] = createSignal<Progress>()
  const [said, setSaid] = createSignal<string>()

  /** What the person must do first. The vault has to be open for what is in it to be taken out. */
  async function asked(mode: Mode): Promise<Asking | undefined> {
    const state = await (await keep.vault()).state()
    if (mode === 'vault' && state === 'absent') return 'set-up'
    if (state === 'locked') return 'unlock'
    return mode === 'unprotected' ? 'unprotected' : undefined
  }

  async function go(mode: Mode): Promise<void> {
    setAsking()
    const before = keep.mode()
    if (!keep.choose(mode)) {
      setSaid('The browser would not keep this choice, so nothing was changed.')
      return
    }
    const { convert, settleTab } = await import('../../client/modes.ts')
    settleTab()
    const result = await convert({
      sessions,
      holdsSecrets: keep.holdsSecrets,
      step: (done, of) => setProgress({ done, of }),
    })
    setProgress()
    setWanted()
    const vault = await keep.vault()
    if (before === 'vault' && mode !== 'vault' && result.failed === 0) await vault.remove()
    setSaid(wordsFor(mode, result))
  }

  async function choose(mode: Mode): Promise<void> {
    if (progress() !== undefined || (mode === keep.mode() && keep.chosen())) return
    setWanted(mode)
    setSaid()
    const first = mode === 'session' && keep.mode() === 'session' ? undefined : await asked(mode)
    if (first === undefined) await go(mode)
    else setAsking(first)
  }

  return {
    /** Chosen, or about to be. */
    shown: () => wanted() ?? keep.mode(),
    asking,
    progress,
    said,
    choose: (mode: Mode) => void choose(mode),
    /** What was asked is answered. */
    goOn() {
      const mode = wanted()
      if (mode === undefined) return
      if (mode === 'unprotected' && asking() === 'unlock') setAsking('unprotected')
      else void go(mode)
    },
    cancel() {
      setAsking()
      setWanted()
    },
  }
}

const walks = (count: number): string => (count === 1 ? '1 live walk' : `${count} live walks`)

function wordsFor(mode: Mode, { changed, failed }: Converted): string {
  const where = {
    session: 'The secrets of live walks now stay in the tab they are typed in',
    vault: 'The secrets of live walks are now sealed',
    unprotected: 'The secrets of live walks now lie on this device as they are',
  }[mode]
  const what = changed === 0 ? 'There was no live walk to change.' : `${walks(changed)} changed.`
  const rest =
    failed === 0 ? '' : ` ${walks(failed)} could not be changed and stayed as before; choose again.`
  return `${where}. ${what}${rest}`
}
