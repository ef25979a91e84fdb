/** What a person may have of a server: an address of it or of an API, or a tenant's name at a known product. */
import { type Candidate, candidates } from '../../core/discovery/candidates.ts'
import { issuerFrom, templates } from '../../core/discovery/templates.ts'
import type { Values } from '../../core/values.ts'
import type { Context, Field } from '../../core/vendor.ts'

const templateIn = (values: Values) =>
  templates.find(({ id }) => id === (values['server_template'] ?? ''))

const takesTenant = (values: Values): boolean =>
  templateIn(values)?.issuer.includes('{tenant}') ?? false

export const serverFields: readonly Field[] = [
  {
    name: 'server_template',
    label: 'What you have',
    kind: 'choice',
    initial: 'address',
    choices: [
      {
        value: 'address',
        label: 'An address',
        hint: 'Of the server, or of an API that trusts it.',
      },
      ...templates.map(({ id, product, issuer }) => ({
        value: id,
        label: product,
        hint: `Its server is ${issuer}.`,
      })),
    ],
  },
  {
    name: 'tenant',
    label: 'Tenant',
    hint: 'What stands for {tenant} in the address of the server.',
    when: takesTenant,
    check: (value) =>
      /^[\w.~/-]+$/.test(value.trim())
        ? undefined
        : 'A tenant is letters, digits, dots, hyphens and slashes.',
  },
  {
    name: 'issuer',
    label: 'Address of the server',
    hint: 'Its issuer, its metadata, any endpoint of it, or an API that answers 401: what you have.',
    example: 'https://login.example.com',
    sample: ({ sandbox }) => `${sandbox}/generic`,
    when: (values) => templateIn(values) === undefined,
    check: (value) =>
      questionsAbout(value).length > 0 ? undefined : 'This is not an address with http or https.',
  },
]

/** A bare word is no host: whoever means a machine of that name writes its scheme. */
const isBareWord = (text: string): boolean => !/[.:/]|^localhost$/i.test(text.trim())

export const questionsAbout = (text: string): readonly Candidate[] =>
  isBareWord(text) ? [] : candidates(text)

export const addressIn = (context: Context): string => {
  const template = templateIn(context.values)
  if (template === undefined) return context.need('issuer')
  return issuerFrom(template, takesTenant(context.values) ? context.need('tenant') : '')
}
