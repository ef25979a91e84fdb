/** A link to a place in a flow. It opens the start of the same walk, empty. */
import type { JSX } from 'solid-js'
import { shareLink } from '../../trace/leave/share-link.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import type { Walk } from '../walk.ts'

export function LeaveLink(props: { walk: Walk; step: string | undefined }): JSX.Element {
  const link = () => {
    const { vendor, flow, target } = props.walk.session()
    // What stands in the address may have been typed by anyone: only a step of this flow is named.
    const step = props.walk.stepOf(props.step ?? '')?.id
    const place = { vendor, flow, target, ...(step === undefined ? {} : { step }) }
    return `${location.origin}${shareLink(place)}`
  }
  return (
    <>
      <CodeBlock label="Link" content={link()} copy={false} />
      <p class="quiet">
        It leads to Grantwalk on the machine of whoever opens it, so they need it running there.
      </p>
      <div class="actions">
        <CopyButton text={link()} what="the link" variant="primary">
          Copy the link
        </CopyButton>
      </div>
    </>
  )
}
