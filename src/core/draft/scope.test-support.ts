/** Facts about values, in a test's hand. */
import type { Sensitivity, ValueFact } from '../values.ts'

export const fact = (sensitivity: Sensitivity): ValueFact => ({ label: 'A value', sensitivity })
