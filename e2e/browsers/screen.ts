/** A browser as a walk uses it: everything is waited for, nothing is slept for. */
import * as v from 'valibot'
import type { Input, Visit } from './driver.ts'
import { IN_PAGE, type Order } from './in-page.ts'
import { spell, type Target } from './target.ts'

/** As long as one poll of a waiting step may be away. */
const PATIENCE_MS = 15_000
const PAUSE_MS = 40

const reply = v.object({
  trouble: v.array(v.string()),
  value: v.optional(v.unknown()),
  refusal: v.optional(v.string()),
})
const things = v.array(v.object({ text: v.string(), value: v.string(), checked: v.boolean() }))
const point = v.object({ x: v.number(), y: v.number() })
const page = v.object({ url: v.string(), sideways: v.boolean(), width: v.number() })

export interface Screen {
  readonly visit: Visit
  readonly click: (target: Target) => Promise<void>
  readonly fill: (target: Target, text: string) => Promise<void>
  readonly choose: (target: Target, option: string | RegExp) => Promise<void>
  readonly press: (key: string) => Promise<void>
  /** Waits until it is there, and gives its words. */
  readonly see: (target: Target) => Promise<string>
  readonly gone: (target: Target) => Promise<void>
  readonly value: (target: Target) => Promise<string>
  readonly count: (target: Target) => Promise<number>
  readonly until: (what: string, holds: () => Promise<boolean>) => Promise<void>
  readonly page: () => Promise<v.InferOutput<typeof page>>
  /** Clicks what opens a tab, does something there, and comes back. */
  readonly elsewhere: <T>(target: Target, work: () => Promise<T>) => Promise<T>
  /** Leaves a picture beside the results, for somebody to look at. */
  readonly keep: (name: string) => Promise<void>
  readonly trouble: () => readonly string[]
}

/** WebDriver's name for a key that writes nothing (17.4.2). */
const KEYS: Readonly<Record<string, string>> = { Tab: '\uE004', Enter: '\uE007', Down: '\uE015' }

const clickAt = ({ x, y }: v.InferOutput<typeof point>): readonly Input[] => [
  {
    type: 'pointer',
    id: 'mouse',
    actions: [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
]

const typed = (key: string): readonly Input[] => [
  {
    type: 'key',
    id: 'keyboard',
    actions: ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key })),
  },
]

/** Tries until it holds. A page that is just being left answers nothing: that is no fault yet. */
async function patiently<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    let why = 'it did not come to be'
    try {
      const given = await attempt()
      if (given !== undefined) return given
    } catch (error) {
      why = error instanceof Error ? error.message : String(error)
    }
    if (Date.now() > end) throw new Error(`${what}: ${why}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

export function screenOf(visit: Visit, keep: Screen['keep']): Screen {
  const heard: string[] = []
  async function order(given: Order): Promise<unknown> {
    const told = v.parse(reply, JSON.parse(await visit.run(IN_PAGE, JSON.stringify(given))))
    heard.push(...told.trouble)
    if (told.refusal !== undefined) throw new Error(told.refusal)
    return told.value
  }
  const read = async (target: Target) => v.parse(things, await order({ kind: 'read', target }))
  const first = (target: Target) =>
    patiently(`See ${spell(target)}`, async () => (await read(target))[0])
  const place = async (target: Target) => v.parse(point, await order({ kind: 'place', target }))

  /** Twice at the same place, some frames apart: what still moves is not clicked. */
  async function clickOnce(target: Target): Promise<boolean> {
    let before = { x: -1, y: -1 }
    const at = await patiently(`Click ${spell(target)}`, async () => {
      const now = await place(target)
      const still = now.x === before.x && now.y === before.y
      before = now
      return still ? now : undefined
    })
    await visit.act(clickAt(at))
    const landed = await patiently('The page goes on', () => order({ kind: 'landed' }))
    return v.parse(v.boolean(), landed)
  }
  async function click(target: Target): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) if (await clickOnce(target)) return
    throw new Error(`Click ${spell(target)}: it moves away from under the pointer`)
  }
  return {
    visit,
    click,
    fill: (target, text) =>
      patiently(`Fill ${spell(target)}`, async () => {
        const written = await order({ kind: 'fill', target, text })
        return written === text ? true : undefined
      }).then(() => undefined),
    choose: (target, option) =>
      patiently(`Choose in ${spell(target)}`, async () => {
        const words =
          typeof option === 'string' ? option : { source: option.source, flags: option.flags }
        await order({ kind: 'choose', target, option: words })
        return true
      }).then(() => undefined),
    press: (key) => visit.act(typed(key)),
    see: async (target) => (await first(target)).text,
    value: async (target) => (await first(target)).value,
    gone: (target) =>
      patiently(`See no ${spell(target)}`, async () =>
        (await read(target)).length === 0 ? true : undefined,
      ).then(() => undefined),
    count: async (target) => (await read(target)).length,
    until: (what, holds) =>
      patiently(what, async () => ((await holds()) ? true : undefined)).then(() => undefined),
    page: async () => v.parse(page, await order({ kind: 'page' })),
    async elsewhere(target, work) {
      const before = await visit.tabs()
      const [here = ''] = before
      await click(target)
      const there = await patiently(`${spell(target)} opens a tab`, async () =>
        (await visit.tabs()).find((tab) => !before.includes(tab)),
      )
      await visit.turnTo(there)
      const given = await work()
      await visit.closeTab()
      await visit.turnTo(here)
      return given
    },
    keep,
    trouble: () => [...visit.trouble(), ...heard],
  }
}
