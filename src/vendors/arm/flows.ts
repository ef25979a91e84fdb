/** Arm's two ways in, as lists of steps. Contract: section 1 of the vendor notes, README.md here. */
import type { Field, Flow, LocalStep } from '../../core/vendor.ts'
import * as api from './api-steps.ts'
import { assertion } from './assertion-steps.ts'
import * as file from './download-steps.ts'
import * as jwt from './jwt-steps.ts'
import { account, apiAccount, everyHalfYear, page } from './person-steps.ts'
import { client_id, policy, tenant } from './shared.ts'
import { authentication, b2c, edmgr } from './sources.ts'
import { passwordToken, refresh } from './token-steps.ts'

const client_authentication: Field = {
  name: 'client_authentication',
  label: 'Client authentication',
  kind: 'choice',
  initial: 'none',
  choices: [
    {
      value: 'none',
      label: 'Nothing, a public client',
      hint: 'As Arm’s own client does, and as B2C wants it for this grant.',
    },
    { value: 'client_secret', label: 'Client secret', hint: 'If Arm gave you one.' },
    {
      value: 'client_assertion',
      label: 'Client assertion',
      hint: 'If Arm registered a public key of yours.',
    },
  ],
}

const approval: LocalStep = {
  kind: 'local',
  id: 'approval',
  title: 'Have Arm’s approval',
  phase: 'Prepare',
  action: 'Keep these details',
  why: 'Arm lets a program sign in without a person only after saying yes to it. Your Arm Partner Program Manager takes the request and tells you the tenant, the policy and the client ID.',
  asks: [
    tenant,
    policy,
    client_id,
    client_authentication,
    {
      name: 'client_secret',
      label: 'Client secret',
      kind: 'password',
      hint: 'Only for a client that has one. In the sandbox that is the client whose ID begins with 5ec4e7.',
      when: (values) => values['client_authentication'] === 'client_secret',
    },
  ],
  needs: [],
  gives: [],
  make: () => ({}),
  notes: [
    {
      text: 'Arm’s page names the parameters and leaves their values open (TBD); its open client shows values of its own. They are Arm’s, so nothing is filled in for you.',
      source: edmgr,
    },
    {
      text: 'Approval is needed for every account that signs in this way.',
      source: authentication,
    },
    {
      text: 'Accounts of a company login and accounts with a second factor cannot use this grant.',
      source: b2c,
    },
  ],
  links: [authentication.link],
}

const calls = [
  api.entitlements,
  api.nextPage,
  api.oneEntitlement,
  api.releases,
  api.oneRelease,
  file.oneArtifact,
  file.download,
  file.aspera,
]

const password: Flow = {
  id: 'password',
  title: 'Without a person',
  summary: 'For a server: an approved account’s email and password at Azure AD B2C, then refresh.',
  steps: [
    approval,
    apiAccount,
    assertion,
    passwordToken,
    jwt.inspect,
    jwt.jwks,
    jwt.verify,
    ...calls,
    refresh,
    everyHalfYear,
  ],
}

const interactive: Flow = {
  id: 'interactive',
  title: 'Copied token',
  summary:
    'For a first try: sign in on Arm’s page, copy the token shown there, use it for an hour.',
  steps: [account, page, jwt.inspect, ...calls],
}

export const flows: readonly Flow[] = [interactive, password]
