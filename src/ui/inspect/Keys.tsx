/** Keys for checking and opening: those at hand, and the three ways to get more. The token is none of them (T77). */
import { createSignal, type JSX, Match, Switch } from 'solid-js'
import type { JwksLocation } from '../../core/token/jwks-location.ts'
import { Tabs } from '../kit/Tabs.tsx'
import { KeyFetch } from './KeyFetch.tsx'
import { KeyList } from './KeyList.tsx'
import { KeyPaste } from './KeyPaste.tsx'
import type { Workbench } from './workbench.ts'

export interface KeysProps {
  readonly id: string
  readonly bench: Workbench
  /** Where this run's server publishes its keys. */
  readonly location?: JwksLocation | undefined
}

export function Keys(props: KeysProps): JSX.Element {
  const ways = () => [
    ...(props.location === undefined ? [] : [{ id: 'server', label: 'From this walk’s server' }]),
    { id: 'paste', label: 'Paste a key' },
    { id: 'url', label: 'From an address' },
  ]
  const [chosen, setChosen] = createSignal<string>()
  const way = () => chosen() ?? ways()[0]?.id ?? 'paste'
  return (
    <div class="inspect-part">
      <KeyList bench={props.bench} />
      <Tabs label="Ways to get a key" tabs={ways()} current={way()} onSelect={setChosen}>
        {(id) => (
          <Switch fallback={<KeyPaste id={props.id} bench={props.bench} />}>
            <Match when={id === 'server'}>
              <KeyFetch
                id={`${props.id}-server`}
                bench={props.bench}
                url={props.location?.url}
                because={props.location?.why}
              />
            </Match>
            <Match when={id === 'url'}>
              <KeyFetch id={`${props.id}-url`} bench={props.bench} />
            </Match>
          </Switch>
        )}
      </Tabs>
    </div>
  )
}
