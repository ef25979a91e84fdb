/** Adobe's flows as lists of steps. Contract: section 2 of the vendor notes, README.md here. */
import type { Arrow, Flow } from '../../core/vendor.ts'
import { forgeries } from './forgery-steps.ts'
import { formats } from './format-steps.ts'
import * as lesson from './lesson-steps.ts'
import { register } from './register-steps.ts'
import * as report from './report-steps.ts'
import * as prepare from './statement-steps.ts'
import * as studio from './studio-steps.ts'
import * as token from './token-steps.ts'

const client = 'Your program'
const server = 'sp.auth.adobe.com'
const reports = 'mgmt.auth.adobe.com'

const picture: readonly Arrow[] = [
  { from: 'TVE Dashboard', to: client, says: 'The software statement, once' },
  { from: client, to: server, says: 'Register: here is the statement' },
  { from: server, to: client, says: '201: client_id and client_secret, to be stored' },
  { from: client, to: server, says: 'client_credentials, every six hours' },
  { from: server, to: client, says: '201: access_token' },
  { from: client, to: reports, says: 'GET /cmu/v2 with the token' },
  { from: reports, to: client, says: 'A report, and links to the next ones' },
]

const clientCredentials: Flow = {
  id: 'client_credentials',
  title: 'Registration and client credentials',
  summary:
    'From the software statement to a report: register once, fetch tokens, follow the links.',
  picture,
  steps: [
    prepare.application,
    prepare.statement,
    prepare.decodeStatement,
    prepare.device,
    register,
    token.token,
    token.decodeToken,
    report.root,
    report.drill,
    report.filter,
    report.histogram,
    formats,
    lesson.badPath,
    lesson.badDate,
    lesson.badFormat,
    lesson.badMethod,
    lesson.noToken,
    lesson.tokenInAddress,
    token.renew,
    token.wrongSecret,
  ],
}

const statementStudio: Flow = {
  id: 'statement_studio',
  title: 'Software-statement studio',
  summary:
    'Make a statement, sign it, spoil it in seven ways, and see what a server answers. In the sandbox only.',
  steps: [studio.compose, studio.sign, studio.overrides, studio.registerOwn, ...forgeries],
}

export const flows: readonly Flow[] = [clientCredentials, statementStudio]
