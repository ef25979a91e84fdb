/** What runs inside a page: finds things by role and name, and says where they are and what they hold. */
import type { Target, Words } from './target.ts'

/** One order to a page, and what it answers. */
export type Order =
  | { readonly kind: 'read'; readonly target: Target }
  | { readonly kind: 'place'; readonly target: Target }
  | { readonly kind: 'landed' }
  | { readonly kind: 'fill'; readonly target: Target; readonly text: string }
  | { readonly kind: 'choose'; readonly target: Target; readonly option: Words }
  | { readonly kind: 'page' }

export interface Thing {
  readonly text: string
  readonly value: string
  readonly checked: boolean
}

const tidy = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

function fits(words: Words | undefined, text: string): boolean {
  if (words === undefined) return true
  return typeof words === 'string'
    ? words === text
    : new RegExp(words.source, words.flags).test(text)
}

function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true })
}

function roleOf(element: Element): string {
  const given = element.getAttribute('role')
  if (given !== null) return given
  const tag = element.tagName.toLowerCase()
  if (element instanceof HTMLInputElement) {
    if (['radio', 'checkbox', 'button', 'file'].includes(element.type)) return element.type
    return element.type === 'submit' ? 'button' : 'textbox'
  }
  if (/^h[1-6]$/.test(tag)) return 'heading'
  if (tag === 'a') return element.hasAttribute('href') ? 'link' : ''
  const roles: Record<string, string> = {
    textarea: 'textbox',
    select: 'combobox',
    nav: 'navigation',
    section: 'region',
    fieldset: 'group',
    ul: 'list',
    ol: 'list',
    li: 'listitem',
  }
  return roles[tag] ?? tag
}

/** The words of an element as they are read out: without what is hidden, by the labels of what has one. */
function spokenText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
  if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return ''
  if (!node.checkVisibility({ visibilityProperty: true })) return ''
  const label = node.getAttribute('aria-label')
  if (label !== null) return ` ${label} `
  const words = [...node.childNodes].map(spokenText).join('')
  return getComputedStyle(node).display.startsWith('inline') ? words : ` ${words} `
}

function nameOf(element: Element): string {
  const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? []
  const named = ids.map((id) => document.getElementById(id)).filter((one) => one !== null)
  if (named.length > 0) return tidy(named.map((one) => one.textContent).join(' '))
  const label = element.getAttribute('aria-label')
  if (label !== null) return tidy(label)
  const labels: unknown = Reflect.get(element, 'labels')
  if (labels instanceof NodeList && labels.length > 0)
    return tidy([...labels].map((one) => one.textContent ?? '').join(' '))
  const own = ['button', 'link', 'heading', 'tab', 'option', 'summary', 'menuitem', 'switch']
  if (own.includes(roleOf(element))) return tidy(spokenText(element))
  const legend = element.querySelector(':scope > legend')
  return tidy(legend?.textContent ?? element.getAttribute('title') ?? '')
}

function select(target: Target): Element[] {
  const roots: ParentNode[] = target.inside === undefined ? [document] : select(target.inside)
  return roots
    .flatMap((root) => [...root.querySelectorAll('*')])
    .filter((one) => roleOf(one) === target.role)
    .filter((one) => target.role === 'file' || isShown(one))
    .filter((one) => fits(target.name, nameOf(one)))
    .filter((one) => fits(target.holds, tidy(one.textContent ?? '')))
}

/** The one thing meant; a name that two things share is a fault of the walk or of the page. */
function only(target: Target): HTMLElement {
  const [first, second] = select(target)
  if (!(first instanceof HTMLElement)) throw new Error('it is not there')
  if (second !== undefined) throw new Error('there are two of it')
  return first
}

function read(target: Target): Thing[] {
  return select(target).map((one) => ({
    text: tidy(one.textContent ?? ''),
    value: String(Reflect.get(one, 'value') ?? ''),
    checked: Reflect.get(one, 'checked') === true,
  }))
}

/** What takes a click that is meant for it: itself, its parts, its labels. */
function takes(element: HTMLElement, hit: EventTarget | null): boolean {
  const labels: unknown = Reflect.get(element, 'labels')
  const takers = [element, ...(labels instanceof NodeList ? labels : [])]
  return hit instanceof Node && takers.some((one) => one.contains(hit))
}

function middle(element: HTMLElement): { x: number; y: number } {
  const [box] = element.getClientRects()
  if (box === undefined) throw new Error('it has no place')
  return { x: Math.floor(box.left + box.width / 2), y: Math.floor(box.top + box.height / 2) }
}

/** Lets the next click through only if it lands where it is meant to: a page may move under the pointer. */
function guard(element: HTMLElement): void {
  const key = 'grantwalkClick'
  const before: unknown = Reflect.get(window, key)
  if (before instanceof AbortController) before.abort()
  const guarding = new AbortController()
  Reflect.set(window, key, guarding)
  let missed = false
  const check = (event: Event) => {
    if (event.type === 'pointerdown') missed = !takes(element, event.target)
    if (event.type === 'pointerdown') Reflect.set(window, 'grantwalkLanded', !missed)
    if (event.type === 'click') guarding.abort()
    if (!missed) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
    addEventListener(type, check, { capture: true, signal: guarding.signal })
}

/** Where a pointer must go to hit it, once nothing lies over it. */
function place(target: Target): { x: number; y: number } {
  const element = only(target)
  if (element.matches(':disabled, [aria-disabled=true]')) throw new Error('it is disabled')
  const hit = ({ x, y }: { x: number; y: number }) => document.elementFromPoint(x, y)
  // Only what is out of reach: WebKit moves a middle by a pixel each time it is asked for.
  if (!takes(element, hit(middle(element))))
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
  const at = middle(element)
  if (!takes(element, hit(at))) throw new Error(`something lies over it: ${hit(at)?.className}`)
  Reflect.deleteProperty(window, 'grantwalkLanded')
  guard(element)
  return at
}

/** As a paste: one trusted input event with the whole text. */
function fill(target: Target, text: string): string {
  const element = only(target)
  element.focus()
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
    element.select()
  else document.getSelection()?.selectAllChildren(element)
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text)
  return String(Reflect.get(element, 'value') ?? element.textContent)
}

function choose(target: Target, option: Words): void {
  const list = only(target)
  if (!(list instanceof HTMLSelectElement)) throw new Error('it is no list')
  const one = [...list.options].find(({ text }) => fits(option, tidy(text)))
  if (one === undefined) throw new Error('it has no such option')
  list.value = one.value
  for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }))
}

/** Begins to listen, once for each document; gives what was heard since the last time. */
function heard(): string[] {
  const key = 'grantwalkHeard'
  const before: unknown = Reflect.get(window, key)
  if (Array.isArray(before)) return before.splice(0).map(String)
  const now: string[] = []
  Reflect.set(window, key, now)
  addEventListener('error', ({ message }) => now.push(`uncaught: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => now.push(`uncaught: ${String(reason)}`))
  const told = console.error
  console.error = (...words: unknown[]) => {
    now.push(`console: ${words.map(String).join(' ')}`)
    told(...words)
  }
  document.addEventListener('securitypolicyviolation', (event) =>
    now.push(`CSP: ${event.effectiveDirective} blocked ${event.blockedURI}`),
  )
  return []
}

function obey(order: Order): unknown {
  switch (order.kind) {
    case 'read':
      return read(order.target)
    case 'place':
      return place(order.target)
    // A page that has been left since has nothing to say: there the click did its work.
    case 'landed':
      return Reflect.get(window, 'grantwalkLanded') !== false
    case 'fill':
      return fill(order.target, order.text)
    case 'choose':
      return choose(order.target, order.option)
    case 'page': {
      const { scrollWidth, clientWidth } = document.documentElement
      return { url: location.href, sideways: scrollWidth > clientWidth, width: innerWidth }
    }
    default:
      return order satisfies never
  }
}

function answer(text: string): string {
  const trouble = heard()
  try {
    return JSON.stringify({ trouble, value: obey(JSON.parse(text)) })
  } catch (error) {
    return JSON.stringify({ trouble, refusal: error instanceof Error ? error.message : '' })
  }
}

const finding = { tidy, fits, isShown, roleOf, spokenText, nameOf, select, only }
const acting = { takes, middle, guard, place, fill, choose, read, heard, obey, answer }

/** The whole of the above as one function from text to text. The compiler that names functions is answered, too. */
export const IN_PAGE = `(order) => {
  const __name = (given) => given
  ${Object.entries({ ...finding, ...acting })
    .map(([name, part]) => `const ${name} = ${String(part)}`)
    .join('\n')}
  return answer(order)
}`
