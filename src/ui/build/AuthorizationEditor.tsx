/** How the request shows who it is from, and from which session it takes that. */
import { createSignal, createUniqueId, type JSX, Match, Show, Switch } from 'solid-js'
import type { Authorization } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { TextField } from '../kit/TextField.tsx'
import { authorizationAbout, authorizationAs, authorizationKinds } from './authorizations.ts'
import { Choices } from './Choices.tsx'
import { SecretField } from './SecretField.tsx'
import { SessionPicker } from './SessionPicker.tsx'

interface AuthorizationEditorProps {
  readonly authorization: Authorization
  readonly session: string | undefined
  readonly onChange: (authorization: Authorization) => void
  readonly onSession: (session: string | undefined) => void
}

type Of<K extends Authorization['kind']> = Extract<Authorization, { kind: K }>

interface PartProps<K extends Authorization['kind']> {
  readonly value: Of<K>
  readonly onChange: (authorization: Authorization) => void
}

export function AuthorizationEditor(props: AuthorizationEditorProps): JSX.Element {
  const as = <K extends Authorization['kind']>(kind: K) =>
    props.authorization.kind === kind ? (props.authorization as Of<K>) : undefined
  const about = () => authorizationAbout[props.authorization.kind]
  return (
    <div class="build-form">
      <Choices
        label="Kind of authorization"
        value={props.authorization.kind}
        options={authorizationKinds}
        onSelect={(kind) => props.onChange(authorizationAs(kind, props.authorization))}
      />
      <p class="quiet build-about">
        {about().text}{' '}
        <Show when={about().rule}>
          {(rule) => (
            <a href={rule().url} target="_blank" rel="noopener noreferrer">
              {rule().title}
            </a>
          )}
        </Show>
      </p>
      <Switch>
        <Match when={as('bearer')}>
          {(value) => <Token value={value()} onChange={props.onChange} />}
        </Match>
        <Match when={as('basic')}>
          {(value) => <Basic value={value()} onChange={props.onChange} />}
        </Match>
        <Match when={as('dpop')}>
          {(value) => <Dpop value={value()} onChange={props.onChange} />}
        </Match>
        <Match when={as('api_key')}>
          {(value) => <ApiKey value={value()} onChange={props.onChange} />}
        </Match>
        <Match when={as('aruba')}>
          {(value) => <Aruba value={value()} onChange={props.onChange} />}
        </Match>
      </Switch>
      <Show when={props.authorization.kind !== 'none'}>
        <SessionPicker
          label="Take the credentials from"
          hint="The variables of the whole request then mean this walk’s values. They go only to its own servers, unless you allow another."
          session={props.session}
          onSession={props.onSession}
        />
      </Show>
    </div>
  )
}

function Token(props: PartProps<'bearer'>): JSX.Element {
  return (
    <SecretField
      label="Token"
      value={props.value.token}
      onInput={(token) => props.onChange({ ...props.value, token })}
      hint="Usually {{access_token}}: the newest token of the walk."
    />
  )
}

function Basic(props: PartProps<'basic'>): JSX.Element {
  const id = createUniqueId()
  return (
    <div class="fields">
      <TextField
        id={id}
        label="User name"
        mono
        value={props.value.username}
        onInput={(username) => props.onChange({ ...props.value, username })}
      />
      <SecretField
        label="Password"
        value={props.value.password}
        onInput={(password) => props.onChange({ ...props.value, password })}
      />
    </div>
  )
}

/** An EC key on P-256: every server that takes DPoP takes ES256 (RFC 9449 section 5.1). */
async function newKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return JSON.stringify({ kty, crv, x, y, d })
}

function Dpop(props: PartProps<'dpop'>): JSX.Element {
  const nonce = createUniqueId()
  const [wrong, setWrong] = createSignal(false)
  const make = async () => {
    try {
      props.onChange({ ...props.value, key: await newKey() })
    } catch {
      setWrong(true)
    }
  }
  const setNonce = (text: string) => {
    const { nonce: _, ...rest } = props.value
    props.onChange(text === '' ? rest : { ...rest, nonce: text })
  }
  return (
    <>
      <SecretField
        label="Token"
        value={props.value.token}
        onInput={(token) => props.onChange({ ...props.value, token })}
      />
      <SecretField
        label="Private key as JWK"
        value={props.value.key}
        onInput={(key) => props.onChange({ ...props.value, key })}
        hint="The key the token was bound to when it was issued. It signs the proof here, in this page."
      />
      <div class="actions">
        <Button variant="quiet" onClick={() => void make()}>
          Make a new key
        </Button>
        <Show when={wrong()}>
          <span role="alert">This browser made no key. Paste one.</span>
        </Show>
      </div>
      <TextField
        id={nonce}
        label="Nonce"
        optional
        mono
        value={props.value.nonce ?? ''}
        onInput={setNonce}
        hint="When the server asks for one, with the header DPoP-Nonce."
      />
    </>
  )
}

function ApiKey(props: PartProps<'api_key'>): JSX.Element {
  const base = createUniqueId()
  return (
    <>
      <ChoiceField
        id={`${base}-in`}
        label="Where it stands"
        value={props.value.in}
        options={[
          { value: 'header', label: 'In a header' },
          { value: 'query', label: 'In the address', hint: 'Addresses end up in logs.' },
          { value: 'cookie', label: 'In a cookie' },
        ]}
        onSelect={(place) =>
          props.onChange({
            ...props.value,
            in: place === 'query' || place === 'cookie' ? place : 'header',
          })
        }
      />
      <div class="fields">
        <TextField
          id={`${base}-name`}
          label="Name"
          mono
          value={props.value.name}
          onInput={(name) => props.onChange({ ...props.value, name })}
        />
        <SecretField
          label="Key"
          value={props.value.value}
          onInput={(value) => props.onChange({ ...props.value, value })}
        />
      </div>
    </>
  )
}

function Aruba(props: PartProps<'aruba'>): JSX.Element {
  const id = createUniqueId()
  return (
    <>
      <SecretField
        label="Token"
        value={props.value.token}
        onInput={(token) => props.onChange({ ...props.value, token })}
      />
      <TextField
        id={id}
        label="Customer"
        name="TenantID"
        mono
        value={props.value.tenant}
        onInput={(tenant) => props.onChange({ ...props.value, tenant })}
        hint="The id of the managed customer, as the list of customers gives it."
      />
    </>
  )
}
