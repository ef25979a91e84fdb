/** Usage Engine's one way in, as a list of steps. Contract and sources: README.md beside this file. */
import type { Arrow, Flow } from '../../core/vendor.ts'
import * as api from './api-steps.ts'
import * as lesson from './lesson-steps.ts'
import * as remove from './remove-steps.ts'
import * as renew from './renew-steps.ts'
import { auth0 } from './sources.ts'
import * as token from './token-steps.ts'

const application = 'External application'
const identityProvider = 'Usage Engine Identity Provider'
const usageEngine = 'Usage Engine API'

/** The five arrows of the vendor's own page. */
const picture: readonly Arrow[] = [
  {
    from: application,
    to: identityProvider,
    says: 'Client ID, client secret, grant type and audience',
  },
  { from: identityProvider, to: application, says: 'A token for one hour' },
  { from: application, to: usageEngine, says: 'The request, with the token' },
  {
    from: usageEngine,
    to: identityProvider,
    says: 'Is this token valid?',
    note: {
      text: 'The token is a signed JWT, so the API more likely checks it by itself, with the keys the identity provider publishes (JWKS), than by asking about each call.',
      source: auth0,
    },
  },
  { from: usageEngine, to: application, says: 'The result' },
]

const clientCredentials: Flow = {
  id: 'client_credentials',
  title: 'Client credentials',
  summary:
    'A program shows its own credentials and gets a token for one hour. No person, no refresh token.',
  picture,
  steps: [
    token.access,
    token.audience,
    token.token,
    token.open,
    api.listTypes,
    api.findType,
    api.createType,
    api.createMeter,
    api.listMeters,
    lesson.wrongAudience,
    lesson.noToken,
    lesson.validation,
    lesson.conflict,
    lesson.readerToken,
    lesson.lackingScope,
    renew.askAgain,
    renew.oldToken,
    remove.deleteMeter,
    remove.deleteAgain,
    remove.deleteType,
  ],
}

export const flows: readonly Flow[] = [clientCredentials]
