/** The token that was made, with its public key, ready to be copied or looked at. */
import { type JSX, Show } from 'solid-js'
import type { Key } from '../../core/token/key-shapes.ts'
import { exportKey } from '../../core/token/make.ts'
import { Button } from '../kit/Button.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { RawToken } from './RawToken.tsx'

export interface MadeTokenProps {
  readonly token: string
  readonly signer: Key | 'none' | undefined
  readonly onOpen: (token: string) => void
}

const names = ['Header', 'Claims', 'Signature'] as const

export function MadeToken(props: MadeTokenProps): JSX.Element {
  const parts = () =>
    props.token.split('.').map((part, index) => [names[index] ?? '', part] as const)
  const pair = () => {
    const signer = props.signer
    return signer !== undefined && signer !== 'none' && signer.kind === 'private'
      ? signer
      : undefined
  }
  return (
    <section class="inspect-part" aria-label="The token that was made">
      <RawToken label="The new token" text={props.token} parts={parts()} covered={false} />
      <div class="actions">
        <Button onClick={() => props.onOpen(props.token)}>Open it in the inspector</Button>
        <CopyButton text={props.token} what="the new token" variant="quiet" />
        <Show when={pair()}>
          {(key) => (
            <CopyButton
              text={() => exportKey(key(), 'public', 'jwks')}
              what="the public key as a key set"
            >
              Copy public key
            </CopyButton>
          )}
        </Show>
      </div>
    </section>
  )
}
