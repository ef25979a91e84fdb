/** Which language the program is written in. */
import { createUniqueId, type JSX } from 'solid-js'
import { languages } from '../../trace/code/languages.ts'
import { ChoiceField } from '../kit/ChoiceField.tsx'

interface LeaveLanguageProps {
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

export function LeaveLanguage(props: LeaveLanguageProps): JSX.Element {
  const id = createUniqueId()
  return (
    <ChoiceField
      id={id}
      label="Language"
      hint={languages.find((one) => one.id === props.chosen)?.about}
      value={props.chosen}
      options={languages.map((one) => ({ value: one.id, label: one.title }))}
      onSelect={(language) => props.onChoose(language)}
    />
  )
}
