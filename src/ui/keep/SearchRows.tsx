/** A list of thousands of walks, of which only those in view are drawn. */
import type { JSX } from 'solid-js'
import { WindowedList, type WindowedListProps } from '../kit/WindowedList.tsx'

/** Of a row on one line. */
const ROW = 62

export default function SearchRows(props: Pick<WindowedListProps, 'ids' | 'row'>): JSX.Element {
  return <WindowedList class="list" ids={props.ids} row={props.row} estimate={ROW} />
}
