/** Small line drawings on a 16 px grid. Always beside a word or an accessible name, never instead of one. */
import type { JSX } from 'solid-js'

const paths = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  broken: 'M2 8h4M10 8h4M7 5l2 6',
  warning: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.2',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8M8 7.2v4M8 4.8v.2',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  ready: 'M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6',
  stale: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.8h-2.8',
  send: 'M2.5 8h10.5M9 4l4 4-4 4',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 1 0 0-3.6',
  hide: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M3 14 13 2',
  wrap: 'M2 4h12M2 8h9.5a2 2 0 0 1 0 4H8M10 10l-2 2 2 2M2 12h3',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3 7.6v.8M3.4 8h-.8M8 7.6v.8M8.4 8h-.8M13 7.6v.8M13.4 8h-.8',
  down: 'M4 6l4 4 4-4',
  edit: 'M3 13l.5-3L11 2.5 13.5 5 6 12.5z',
  plus: 'M8 3v10M3 8h10',
  external: 'M6 3.5H3v9.5h9.5v-3M9 2.5h4.5V7M13 3 7.5 8.5',
  browser: 'M1.8 3h12.4v10H1.8zM1.8 6h12.4',
  walk: 'M2.5 13h3.5v-4H9.5V5.5H13.5V2.5',
  server: 'M2.5 2.5h11v4.5h-11zM2.5 9h11v4.5h-11zM5 4.8v.1M5 11.2v.1',
  api: 'M5.5 3 2 8l3.5 5M10.5 3 14 8l-3.5 5',
} as const

export type IconName = keyof typeof paths

export function Icon(props: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[props.name]} />
    </svg>
  )
}
