/** A picture, drawn from a `data:` address: nothing is fetched, and an SVG is never one of them. */
import { createResource, createSignal, type JSX, Show } from 'solid-js'
import { toBase64 } from '../../core/http.ts'
import { bytes as size } from '../kit/format.ts'
import { pictureOf } from './body-kind.ts'
import type { Incoming } from './incoming.ts'

/** A larger one would take three times its size as an address. */
const LARGEST = 5 * 1024 * 1024

export function PictureBody(props: { incoming: Incoming }): JSX.Element {
  const type = () => pictureOf(props.incoming.first())
  const ready = () =>
    props.incoming.endedAt() !== undefined && props.incoming.received() <= LARGEST
      ? { blob: props.incoming.blob(), type: type() }
      : undefined
  const [address] = createResource(ready, addressOf)
  const [shape, setShape] = createSignal('')
  const words = () => `${type() ?? ''}${shape()}, ${size(props.incoming.received())}`
  return (
    <Show
      when={props.incoming.received() <= LARGEST}
      fallback={
        <p class="empty-body quiet">
          A picture larger than {size(LARGEST)}. Save it to look at it.
        </p>
      }
    >
      <figure class="answer-picture">
        <Show when={address()}>
          {(source) => (
            <img
              src={source()}
              alt={`The answer: ${words()}`}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                setShape(`, ${naturalWidth} × ${naturalHeight} points`)
              }
              onError={() => setShape(', which the browser cannot draw')}
            />
          )}
        </Show>
        <figcaption class="quiet">{words()}</figcaption>
      </figure>
    </Show>
  )
}

async function addressOf(picture: { blob: Blob; type: string | undefined }): Promise<string> {
  const bytes = new Uint8Array(await picture.blob.arrayBuffer())
  return `data:${picture.type ?? ''};base64,${toBase64(bytes)}`
}
