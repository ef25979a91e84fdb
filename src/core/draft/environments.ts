/** The person's own environments: what a typed variable may hold, and what of them may leave. */
import type { Environment, Variable } from './draft.ts'

/** As it is exported and stored: a secret keeps its name and loses its value. */
export const environmentOut = (environment: Environment): Environment => ({
  ...environment,
  variables: environment.variables.map((variable) =>
    variable.kind === 'secret' ? { ...variable, value: '' } : variable,
  ),
})

/** One sentence when the variable cannot be right. */
export function variableProblem(
  { name, kind, value }: Variable,
  others: readonly Variable[] = [],
): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}_.-]{0,199}$/u.test(name))
    return 'A name begins with a letter, and holds letters, digits, points, hyphens and _ after it.'
  if (others.some((other) => other.name === name)) return `There is a second ${name}.`
  if (kind === 'number' && !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.trim()))
    return `${name} is a number, for example 42 or 0.5.`
  if (kind === 'boolean' && value !== 'true' && value !== 'false')
    return `${name} is true or false.`
  return undefined
}

/** With these variables in it; a name that is there already gets the new value. */
export function withVariables(
  environment: Environment,
  variables: readonly Variable[],
): Environment {
  const added = new Map(variables.map((variable) => [variable.name, variable]))
  const kept = environment.variables.filter(({ name }) => !added.has(name))
  return { ...environment, variables: [...kept, ...variables] }
}
