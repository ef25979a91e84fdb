/** Where the person is: path and query as signals over the browser's own history. decisions/no-router.md says why. */
import { createSignal, type JSX, type ParentProps } from 'solid-js'

const here = () => ({ path: location.pathname, search: location.search })

const [place, setPlace] = createSignal(here())

addEventListener('popstate', () => setPlace(here()))

export const path = (): string => place().path

/** A parameter of the address, or `undefined`. */
export const parameter = (name: string): string | undefined =>
  new URLSearchParams(place().search).get(name) ?? undefined

/** Goes to another screen. Focus goes to its start, as it would on a page that loads. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  const before = place().path
  setPlace(here())
  if (before !== place().path) {
    scrollTo(0, 0)
    document.getElementById('main')?.focus()
  }
}

/** Changes what is selected on this screen: the query only, and focus stays where it is. */
export function select(parameters: Readonly<Record<string, string | undefined>>): void {
  const next = new URLSearchParams(place().search)
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) next.delete(name)
    else next.set(name, value)
  }
  const query = next.toString()
  navigate(`${place().path}${query === '' ? '' : `?${query}`}`)
}

/** The segment after a prefix: `segmentAfter('/walk/')` on `/walk/x1` is `x1`. */
export const segmentAfter = (prefix: string): string | undefined => {
  const now = path()
  const rest = now.startsWith(prefix) ? now.slice(prefix.length) : ''
  return rest === '' || rest.includes('/') ? undefined : decoded(rest)
}

/** An address anyone may have typed: what cannot be decoded is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A link within the app. Modified clicks stay the browser's: a new tab, a new window. */
export function Link(props: ParentProps<{ href: string; class?: string }>): JSX.Element {
  const go = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return
    event.preventDefault()
    navigate(props.href)
  }
  return (
    <a
      class={props.class}
      href={props.href}
      aria-current={props.href === path() ? 'page' : undefined}
      onClick={go}
    >
      {props.children}
    </a>
  )
}
