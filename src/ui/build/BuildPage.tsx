/** The request builder: any request, with the values of any walk, sent and answered here. */
import { type JSX, Show } from 'solid-js'
import { useServices } from '../services.ts'
import { createTitle } from '../title.ts'
import { BuildView } from './BuildView.tsx'
import { openBuilder } from './builder.ts'
import { createLater } from './later.ts'
import '../style/build.css'

export default function BuildPage(): JSX.Element {
  const services = useServices()
  createTitle(() => 'Request builder')
  const builder = createLater(
    () => true,
    () => openBuilder(services),
  )
  return (
    <Show when={builder.value()} fallback={<p class="page quiet">Opening the builder…</p>}>
      {(opened) => <BuildView builder={opened()} />}
    </Show>
  )
}
