/** How to ask: the switches of a flow through the browser, and what is made fresh for each try. */

import { addKey } from '../../core/key-ring.ts'
import { responseModes, typesIn } from '../../core/response-mode.ts'
import { rfc } from '../../core/source.ts'
import type { Choice, Field, LocalStep } from '../../core/vendor.ts'
import {
  authorization_details,
  dpopSwitch,
  isOn,
  scopeField,
  switchField,
  targetFields,
} from './shared.ts'
import { core, documented, formPost, jarm, multiple } from './sources.ts'

const phase = 'How to ask'

const pkce: Field = {
  name: 'pkce',
  label: 'PKCE',
  kind: 'choice',
  initial: 'S256',
  choices: [
    { value: 'S256', label: 'S256', hint: 'The request carries a hash of the verifier.' },
    {
      value: 'plain',
      label: 'plain',
      hint: 'The verifier itself: whoever reads the request has it.',
    },
    { value: 'none', label: 'None', hint: 'Nothing ties the code to this client’s try.' },
  ],
}

const par = switchField('par', 'Push the request ahead (PAR)', {
  yes: 'It goes to the server directly; the browser carries a reference to it.',
  no: 'It stands in the address, where the browser’s history keeps it.',
})

const jar = switchField('jar', 'Sign the request (JAR)', {
  yes: 'Nobody on the way can change it. The client needs a key for that.',
  no: 'Its parameters stand there one by one.',
})

const unnamed: Choice = {
  value: 'default',
  label: 'Not named',
  hint: 'A code stands in the query, a token in the fragment.',
}

const response_mode: Field = {
  name: 'response_mode',
  label: 'Where the answer stands',
  kind: 'choice',
  initial: 'default',
  choices: [unnamed, ...responseModes.map((value) => ({ value, label: value }))],
}

const prompt: Field = {
  name: 'prompt',
  label: 'Prompt',
  kind: 'choice',
  initial: 'default',
  choices: [
    { value: 'default', label: 'Not named', hint: 'The server decides.' },
    { value: 'none', label: 'none', hint: 'No page at all; an error when one would be needed.' },
    { value: 'login', label: 'login', hint: 'Sign in again, even if signed in.' },
    { value: 'consent', label: 'consent', hint: 'Ask again, even if agreed before.' },
    { value: 'select_account', label: 'select_account', hint: 'Choose between accounts.' },
  ],
}

const wishes: readonly Field[] = [
  prompt,
  {
    name: 'max_age',
    label: 'Maximum age of the sign-in',
    hint: 'In seconds. If the person signed in longer ago, the server asks again.',
    optional: true,
    check: (value) => (/^\d{1,9}$/.test(value) ? undefined : 'This is a number of seconds.'),
  },
  { name: 'login_hint', label: 'Login hint', optional: true, hint: 'Who will sign in, probably.' },
  {
    name: 'acr_values',
    label: 'ACR values',
    optional: true,
    hint: 'How strongly the person should sign in, in the server’s own words.',
  },
]

const extra_parameters: Field = {
  name: 'extra_parameters',
  label: 'Extra parameters',
  kind: 'multiline',
  optional: true,
  hint: 'One name=value per line. They are sent with the others, as you write them.',
  example: 'ui_locales=de',
  check: (value) =>
    value.split('\n').every((line) => line.trim() === '' || /^[^=\s]+=/.test(line.trim()))
      ? undefined
      : 'Each line is a name, an equals sign and a value.',
}

/** What to fill in, by what comes back through the browser. */
export function askStep(response_type: string): LocalStep {
  const types = typesIn(response_type)
  const withCode = types.includes('code')
  const openid = types.includes('id_token')
  return {
    kind: 'local',
    id: 'ask',
    title: 'Choose how to ask',
    phase,
    action: 'Ask like this',
    why: 'The same flow can be asked for more or less safely, and with more or fewer wishes. Everything here shows at once in the requests that follow.',
    asks: [
      scopeField('openid profile email api:read', openid ? 'openid' : undefined),
      ...(withCode ? [pkce] : []),
      par,
      jar,
      ...(withCode && !types.includes('token') ? [dpopSwitch] : []),
      response_mode,
      ...wishes,
      ...targetFields,
      authorization_details,
      extra_parameters,
    ],
    needs: [],
    gives: [],
    look: [
      'PAR: the request is pushed ahead, and the browser carries a reference.',
      'JAR: the request is one signed token. JARM: the answer is one; choose a mode that ends in jwt.',
      'DPoP: tokens are bound to a key that this walk makes.',
    ],
    notes: [
      { text: 'form_post lets the browser post the answer.', source: documented(formPost) },
      { text: 'Modes that end in jwt carry a signed answer.', source: documented(jarm) },
      { text: 'It says which answers belong in the fragment.', source: documented(multiple) },
    ],
    links: [rfc(9126), rfc(9101), rfc(9396), rfc(8707)],
    make: () => ({}),
  }
}

export const fresh: LocalStep = {
  kind: 'local',
  id: 'fresh',
  title: 'Make a nonce and a verifier',
  phase,
  action: 'Make them',
  why: 'Random texts that nobody can guess tie the answers to this one try. The nonce comes back inside the ID token, and the verifier proves that who redeems the code is who asked for it.',
  needs: [],
  gives: ['nonce', 'code_verifier'],
  look: ['Make them anew for each try: each is good for one.'],
  notes: [
    { text: 'The nonce must be unguessable.', source: documented(core('15.5.2', 'NonceNotes')) },
    { text: 'A verifier has 43 to 128 signs.', source: documented(rfc(7636, '4.1')) },
  ],
  links: [rfc(7636)],
  make: ({ random }) => ({ nonce: random(32), code_verifier: random(32) }),
}

export const dpopKey: LocalStep = {
  kind: 'local',
  id: 'dpop_key',
  title: 'Make the key for DPoP',
  phase,
  action: 'Make a key pair',
  why: 'The tokens of this walk will be bound to this key. Each request then carries a small proof signed with it, so that the token alone opens nothing.',
  needs: [],
  gives: ['dpop_public_jwk'],
  look: [
    'The private half stays in this browser, and nothing can read it: not this page, not an export.',
  ],
  when: (values) => isOn(values, 'dpop'),
  links: [rfc(9449, '4')],
  make: async ({ keys, values }) => ({
    dpop_public_jwk: await addKey(keys, 'ES256'),
    // Walks of before have the private half here.
    ...(values['dpop_jwk'] === undefined ? {} : { dpop_jwk: '' }),
  }),
}
