/** Every flow of every vendor, walked from home to its end by its buttons, with nothing typed but the login. */
import { vendors } from '../src/vendors/index.ts'
import { control, openStep, startWalk, stepButton, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'
import { runStep } from './whole-walk.ts'

const every = await Promise.all(
  vendors.map(async (vendor) => ({ profile: vendor.profile, flows: await vendor.flows() })),
)

/** As long as one poll may be away. */
const POLLED = { timeout: 12_000 }

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

for (const { profile, flows } of every)
  for (const flow of flows)
    test(`${profile.name}: ${flow.title} is walked to its end`, async ({ page, grantwalk }) => {
      test.setTimeout(90_000)
      await control(grantwalk, { reset: true }, profile.id)
      await startWalk(page, grantwalk, new RegExp(`^${literally(flow.title)}`), profile.name)
      for (const step of flow.steps) {
        const title = wholeStep(step.title)
        // What only a switch brings along is not there while the switch is off.
        if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
        await openStep(page, title)
        await runStep(page, profile.id, step)
        await expect(stepButton(page, title), step.title).toContainText('Done', POLLED)
      }
      await expect(page.getByText('This was the last step.')).toBeVisible()
    })
