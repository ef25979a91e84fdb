/** Everything that can leave a walk, one way at a time: what will leave is seen first, exactly as it will. */
import '../style/keep-leave.css'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { Dialog } from '../kit/Dialog.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import { parameter } from '../router.tsx'
import type { Walk } from '../walk.ts'
import { LeaveLink } from './LeaveLink.tsx'
import { LeaveSealed } from './LeaveSealed.tsx'
import { LeaveText } from './LeaveText.tsx'
import { showWay, wayOf, ways } from './leave-ways.ts'

export default function LeaveDialog(props: { walk: Walk }): JSX.Element {
  const way = () => wayOf(parameter('leave'))
  return (
    <Dialog open title="Export or share this walk" onClose={() => showWay(undefined)}>
      <div class="leave">
        <Tabs
          label="What to make of it"
          tabs={ways}
          current={way()}
          onSelect={(id) => showWay(wayOf(id))}
        >
          {(id) => (
            <div class="leave-way">
              <p>{ways.find((one) => one.id === id)?.about}</p>
              <Switch fallback={<LeaveText walk={props.walk} way={wayOf(id)} />}>
                <Match when={id === 'sealed'}>
                  <LeaveSealed walk={props.walk} />
                </Match>
                <Match when={id === 'link'}>
                  <LeaveLink walk={props.walk} step={parameter('step')} />
                </Match>
              </Switch>
            </div>
          )}
        </Tabs>
        <Show when={props.walk.session().exchanges.length === 0}>
          <p class="quiet">Nothing was sent in this walk yet, so there is little to tell.</p>
        </Show>
      </div>
    </Dialog>
  )
}
