/** Differences in words. */
import type { WalkDifference, Where } from '../../trace/compare-sessions.ts'

const words: Readonly<Record<Where, string>> = {
  step: 'Whether it was done',
  route: 'The way it travelled',
  method: 'Method',
  address: 'Address',
  parameter: 'Parameter',
  header: 'Header',
  body: 'Body',
  outcome: 'What became of it',
  status: 'Status',
  problem: 'Problem',
  finding: 'Finding',
  answer: 'Answer',
  gained: 'Gained',
  token: 'Token',
  timing: 'Time it took',
}

export const nameOf = ({ where, name }: WalkDifference): string =>
  where === 'step' || name === '' ? words[where] : `${words[where]} ${name}`

/** One sentence. */
export function whatDiffers(difference: WalkDifference): string {
  const { where, left, right } = difference
  if (where === 'step')
    return `Only the ${left === undefined ? 'right' : 'left'} walk did this at this point.`
  const name = nameOf(difference)
  if (left === undefined) return `${name} is only on the right: ${short(right)}.`
  if (right === undefined) return `${name} is only on the left: ${short(left)}.`
  // As long as each other, and of one name: that they are not the same is all there is to say.
  if (left === right) return `${name} is not the same in both. What it is stays covered.`
  return `${name} is ${short(left)} on the left and ${short(right)} on the right.`
}

const LONGEST = 120

function short(text = ''): string {
  if (text === '') return 'empty'
  return text.length > LONGEST ? `“${text.slice(0, LONGEST)}…”` : `“${text}”`
}
