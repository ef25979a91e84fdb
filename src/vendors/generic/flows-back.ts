/** The flows without a redirect: another screen, the client itself, a password, an exchange, a registration. */
import type { Flow, RequestStep, Step } from '../../core/vendor.ts'
import { callApi, introspect, revoke } from './after-steps.ts'
import { askBack } from './ask-back.ts'
import { dpopKey } from './ask-steps.ts'
import { cibaFields, pollCiba, startCiba } from './ciba-steps.ts'
import type { SampleClient } from './client-steps.ts'
import { refresh } from './code-steps.ts'
import { pollDevice, startDevice } from './device-steps.ts'
import { askExchange, exchangeToken, fetchActor, fetchSubject } from './exchange-steps.ts'
import { clientCredentials } from './machine-steps.ts'
import { manageSteps } from './manage-steps.ts'
import { password } from './password-steps.ts'
import { proveClient, register, statement } from './register-steps.ts'
import { describe } from './registration-metadata.ts'
import { clientSteps, scopeField, serverSteps } from './shared.ts'
import { userinfo } from './userinfo-step.ts'

const basic = (name: string): SampleClient => ({
  client_id: `generic-${name}`,
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: `generic-${name}-secret`,
})

const television: SampleClient = {
  client_id: 'generic-device',
  token_endpoint_auth_method: 'none',
}

/** A server tells strangers nothing about a token, and a public client is one (RFC 7662 section 2.1). */
const introspectBack: RequestStep = {
  ...introspect,
  when: (values) => values['token_endpoint_auth_method'] !== 'none',
}

const ofPerson: readonly Step[] = [userinfo, callApi, introspectBack, refresh, revoke]

const device: Flow = {
  id: 'device',
  title: 'Device authorization',
  summary:
    'A television shows a short code, the person approves in a browser, the device asks until then.',
  steps: [
    ...serverSteps,
    ...clientSteps(television),
    askBack(scopeField('openid profile offline_access')),
    dpopKey,
    startDevice,
    pollDevice,
    ...ofPerson,
  ],
}

const backchannel: Flow = {
  id: 'ciba',
  title: 'Backchannel authentication (CIBA)',
  summary: 'The client names a person, and the server asks that person on the phone. Poll mode.',
  steps: [
    ...serverSteps,
    ...clientSteps(basic('ciba')),
    askBack(scopeField('openid profile offline_access', 'openid'), ...cibaFields),
    dpopKey,
    startCiba,
    pollCiba,
    ...ofPerson,
  ],
}

const machine: Flow = {
  id: 'client_credentials',
  title: 'Client credentials',
  summary: 'A program in its own name, without any person. Every kind of client authentication.',
  steps: [
    ...serverSteps,
    ...clientSteps(basic('basic')),
    askBack(scopeField('api:read reports:read')),
    dpopKey,
    clientCredentials,
    callApi,
    introspectBack,
    revoke,
  ],
}

const owner: Flow = {
  id: 'password',
  title: 'Resource owner password',
  summary: 'The application sees the password. Do not build on it; know it when you meet it.',
  steps: [
    ...serverSteps,
    ...clientSteps(basic('basic')),
    askBack(scopeField('openid profile email api:read')),
    dpopKey,
    password,
    ...ofPerson,
  ],
}

const exchange: Flow = {
  id: 'token_exchange',
  title: 'Token exchange',
  summary: 'One token for another: for another API, for less, or to act on behalf of somebody.',
  steps: [
    ...serverSteps,
    ...clientSteps(basic('basic')),
    fetchSubject,
    fetchActor,
    askExchange,
    dpopKey,
    exchangeToken,
    callApi,
    introspectBack,
  ],
}

/** Makes the key pair where the client will sign; the same step as in every other flow. */
const [, key] = clientSteps(television)

const machineMetadata = {
  grant_types: ['client_credentials'],
  response_types: [],
  scope: 'api:read',
}

const registration: Flow = {
  id: 'registration',
  title: 'Dynamic registration',
  summary: 'A client introduces itself, gets a token as proof, and is read, changed and deleted.',
  steps: [
    ...serverSteps,
    describe(machineMetadata),
    key,
    register,
    clientCredentials,
    callApi,
    ...manageSteps,
  ],
}

const stated: Flow = {
  id: 'registration_statement',
  title: 'Registration with a software statement',
  summary: 'The same with somebody’s signed word for the software, which counts more than its own.',
  steps: [
    ...serverSteps,
    statement,
    describe({
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    }),
    key,
    register,
    proveClient,
    ...manageSteps,
  ],
}

export const backFlows: readonly Flow[] = [
  device,
  backchannel,
  machine,
  owner,
  exchange,
  registration,
  stated,
]
