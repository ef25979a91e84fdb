/** The first screen: who can be walked, and the person's walks, newest first. */
import { For, type JSX, lazy, Suspense } from 'solid-js'
import { vendors } from '../vendors/index.ts'
import { Link } from './router.tsx'
import { SessionList } from './SessionList.tsx'
import { createTitle } from './title.ts'

const ArriveBox = lazy(() => import('./keep/ArriveBox.tsx'))

export function HomePage(): JSX.Element {
  createTitle(() => 'Home')
  return (
    <div class="page wide">
      <section>
        <h1>Walk into an API, one message at a time</h1>
        <p class="prose">
          Choose whose door it is. Grantwalk explains the next message, shows it exactly as it will
          be sent, sends it, and shows exactly what came back. In the sandbox it all happens on this
          machine.
        </p>
        <ul class="cards">
          <For each={vendors}>
            {({ profile }) => (
              <li class="card">
                <h2>
                  <Link href={`/start/${profile.id}`}>{profile.name}</Link>
                </h2>
                <p>{profile.summary}</p>
              </li>
            )}
          </For>
        </ul>
      </section>
      <Suspense>
        <ArriveBox />
      </Suspense>
      <SessionList />
    </div>
  )
}
