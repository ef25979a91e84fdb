/** What a token is held against: filled from the run, or typed by the person who knows. */
import { For, type JSX } from 'solid-js'
import type { Expectations } from '../../core/token/shapes.ts'
import { TextField } from '../kit/TextField.tsx'
import { USUAL_SKEW, type Workbench } from './workbench.ts'

type TextName = Exclude<keyof Expectations, 'audience' | 'max_age'>

interface Asked {
  readonly name: TextName
  readonly label: string
  readonly hint: string
  readonly secret?: true
}

const asked: readonly Asked[] = [
  {
    name: 'issuer',
    label: 'Issuer',
    hint: 'Who must have issued it, compared with iss letter for letter.',
  },
  {
    name: 'client_id',
    label: 'Client ID',
    hint: 'Must stand in aud of an ID token, and in azp where there is one.',
  },
  { name: 'nonce', label: 'Nonce', hint: 'What the authorization request sent.' },
  { name: 'state', label: 'State', hint: 'Its hash stands in s_hash.' },
  { name: 'code', label: 'Authorization code', hint: 'Its hash stands in c_hash.', secret: true },
  {
    name: 'access_token',
    label: 'Access token',
    hint: 'Its hash stands in at_hash, or in ath of a DPoP proof.',
    secret: true,
  },
]

/** A property that became empty is absent again: the run says nothing then. */
function without(expectations: Expectations, name: keyof Expectations): Expectations {
  return Object.fromEntries(Object.entries(expectations).filter(([key]) => key !== name))
}

export function Expect(props: { id: string; bench: Workbench }): JSX.Element {
  const now = () => props.bench.expectations()
  const put = (name: keyof Expectations, value: string | readonly string[] | number | undefined) =>
    props.bench.expect(
      value === undefined || value === ''
        ? without(now(), name)
        : { ...without(now(), name), [name]: value },
    )
  const audiences = (text: string) => {
    const list = text.split(/\s+/).filter(Boolean)
    return list.length === 0 ? undefined : list
  }
  return (
    <div class="fields">
      <For each={asked}>
        {(field) => (
          <TextField
            id={`${props.id}-${field.name}`}
            label={field.label}
            name={field.name}
            hint={field.hint}
            kind={field.secret ? 'password' : 'text'}
            mono
            optional
            value={now()[field.name] ?? ''}
            onInput={(value) => put(field.name, value)}
          />
        )}
      </For>
      <TextField
        id={`${props.id}-audience`}
        label="Audience"
        name="aud"
        hint="Any one of these is right. Several are parted by blanks."
        mono
        optional
        value={(now().audience ?? []).join(' ')}
        onInput={(text) => put('audience', audiences(text))}
      />
      <TextField
        id={`${props.id}-max_age`}
        label="Longest login age"
        name="max_age"
        hint="Seconds, held against auth_time."
        kind="number"
        optional
        value={String(now().max_age ?? '')}
        onInput={(text) => put('max_age', /^\d{1,9}$/.test(text) ? Number(text) : undefined)}
      />
      <Skew id={props.id} bench={props.bench} />
    </div>
  )
}

/** How far two clocks may be apart before a time counts as missed. */
function Skew(props: { id: string; bench: Workbench }): JSX.Element {
  const take = (text: string) => props.bench.allow(/^\d{1,6}$/.test(text.trim()) ? Number(text) : 0)
  return (
    <TextField
      id={`${props.id}-skew`}
      label="Allowance for clocks that differ"
      hint={`Seconds. Clocks drift; ${USUAL_SKEW} s is usual, 0 is strict, and RFC 7519 allows a few minutes at most.`}
      kind="number"
      value={String(props.bench.skew())}
      onInput={take}
    />
  )
}
