/** How much and how long, with the exact number on hover. */
import type { JSX } from 'solid-js'
import { bytes, duration } from './format.ts'

export function Bytes(props: { count: number }): JSX.Element {
  return (
    <span class="quantity" title={`${props.count} bytes`}>
      {bytes(props.count)}
    </span>
  )
}

export function Duration(props: { milliseconds: number }): JSX.Element {
  return (
    <span class="quantity" title={`${props.milliseconds} ms`}>
      {duration(props.milliseconds)}
    </span>
  )
}
