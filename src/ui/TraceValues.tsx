/** What a walk knows now, each value covered as its declaration asks. */
import type { JSX } from 'solid-js'
import { factOf } from '../core/values.ts'
import { KeyValueList } from './kit/KeyValueList.tsx'
import type { Walk } from './walk.ts'

export default function TraceValues(props: { walk: Walk }): JSX.Element {
  const rows = () =>
    Object.entries(props.walk.session().values)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => {
        const { sensitivity } = factOf(props.walk.profile.values, name)
        return { name, value, covered: sensitivity === 'secret' ? 'secret' : undefined }
      })
  return <KeyValueList rows={rows()} />
}
