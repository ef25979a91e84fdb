/** What is kept here: where secrets rest, the vault, the room it takes, and how to be rid of it. */
import { type JSX, Show } from 'solid-js'
import ApprovedList from '../ApprovedList.tsx'
import { useServices } from '../services.ts'
import { createTitle } from '../title.ts'
import { ModeChoice } from './ModeChoice.tsx'
import { Room, Wipe } from './Room.tsx'
import { VaultSettings } from './VaultSettings.tsx'

export default function KeepPage(): JSX.Element {
  const { keep } = useServices()
  createTitle(() => 'What is kept here')
  return (
    <div class="page">
      <section>
        <h1>What is kept here</h1>
        <div class="prose">
          <p>
            Your walks are kept in this browser, on this device, and nowhere else. Walks in the
            sandbox are kept whole: their secrets are examples. For live walks you choose what
            becomes of what you type and what servers give you.
          </p>
        </div>
        <ModeChoice />
      </section>
      <Show when={keep.mode() === 'vault'}>
        <VaultSettings />
      </Show>
      <ApprovedList />
      <Room />
      <Wipe />
    </div>
  )
}
