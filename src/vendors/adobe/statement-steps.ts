/** Adobe's steps before anything is sent: the application, its statement, the device. */
import { isRecord } from '../../core/answer/json.ts'
import { JsonFault, parseJson } from '../../core/answer/json-parser.ts'
import { readStatement } from '../../core/answer/statement.ts'
import { toBase64 } from '../../core/http.ts'
import { type Link, rfc } from '../../core/source.ts'
import type { Context, LocalStep } from '../../core/vendor.ts'
import { sampleStatement } from './fixture.ts'
import { opened } from './shared.ts'
import { access, assumed, dashboardPage, registration } from './sources.ts'

const phase = 'Prepare'

const dashboard = (context: Context): Link =>
  context.target === 'live'
    ? dashboardPage
    : { title: 'The sandbox’s dashboard', url: `${context.at()}/dashboard` }

export const application: LocalStep = {
  kind: 'local',
  id: 'application',
  title: 'Have a registered application',
  phase,
  action: 'My application is registered',
  why: 'Adobe registers applications by hand: you write to its support, and the application appears in the TVE Dashboard. Everything after that needs no person any more.',
  opens: dashboard,
  needs: [],
  gives: [],
  look: ['Programmer, then Registered Applications, then the row of your application.'],
  pitfalls: [
    {
      says: 'Registered Applications',
      cause: 'The tab is not there without a licence or without access to the dashboard.',
      remedy: 'Ask your Technical Account Manager at Adobe, or tve-support@adobe.com.',
    },
  ],
  notes: [{ text: 'A current licence of Adobe is needed.', source: access }],
  make: () => ({}),
}

/** A statement is kept without the line break that downloads and pastes like to bring. */
export const statement: LocalStep = {
  kind: 'local',
  id: 'statement',
  title: 'Take the software statement',
  phase,
  action: 'Take this statement',
  why: 'The statement is Adobe’s signed word that your application exists. Whoever holds it can register clients in its name, so keep it as carefully as a password.',
  opens: dashboard,
  asks: [
    {
      name: 'statement_file',
      label: 'Software statement',
      kind: 'file',
      sample: sampleStatement,
      hint: 'The text file that the dashboard’s download gives you, or what stands in it. It is read here and not uploaded.',
    },
  ],
  needs: [],
  gives: ['software_statement'],
  look: ['The file is called like Android_1700667057906.txt and holds one line.'],
  pitfalls: [
    {
      says: 'three parts',
      cause: 'This is another file, or only a piece of the statement.',
      remedy: 'Download it again and take all of it. A line break at the end does no harm.',
    },
  ],
  notes: [
    {
      text: 'The sandbox’s statement is signed with a fixture key that is public on purpose.',
      source: assumed,
    },
  ],
  links: [rfc(7591, '2.3')],
  make: (context) => readStatement(context.need('statement_file')).gained,
}

export const decodeStatement: LocalStep = {
  kind: 'local',
  id: 'decode_statement',
  title: 'Look inside the statement',
  phase,
  action: 'Decode the statement',
  why: 'A wrong or old file is noticed sooner here than by an error code later. It is only decoded: whether the signature is right, Adobe alone decides.',
  needs: ['software_statement'],
  gives: ['statement_claims', 'software_id'],
  look: [
    'alg is RS256, and the header says nothing else.',
    'iss is auth.adobe.com, and sub names the application.',
    'There is no exp: the statement is good until Adobe revokes it.',
  ],
  deviations: [
    {
      how: 'The statement in Adobe’s picture has no software_id; sub stands for it.',
      rule: 'A statement should name the software by software_id.',
      rfc: rfc(7591, '2'),
      source: access,
    },
  ],
  links: [rfc(7519)],
  make(context) {
    const { claims, text } = opened(context.need('software_statement'), 'software statement')
    const named = claims['software_id'] ?? claims['sub']
    return {
      statement_claims: text,
      software_id: typeof named === 'string' ? named : 'not named',
    }
  },
}

const sampleDevice = JSON.stringify(
  {
    primaryHardwareType: 'SetTopBox',
    model: 'TV 5th Gen',
    manufacturer: 'Apple',
    osName: 'tvOS',
    osVendor: 'Apple',
    osVersion: '11.0',
  },
  null,
  2,
)

function isJsonObject(text: string): boolean {
  try {
    return isRecord(parseJson(text, 8))
  } catch (thrown) {
    if (thrown instanceof JsonFault) return false
    throw thrown
  }
}

export const device: LocalStep = {
  kind: 'local',
  id: 'device',
  title: 'Describe the device',
  phase,
  action: 'Build the header',
  why: 'Adobe likes to know what kind of device is asking. The description is a JSON object, written in base64 into the header X-Device-Info; without it the server guesses from the rest of the request.',
  asks: [
    {
      name: 'device_info',
      label: 'Device, as JSON',
      kind: 'multiline',
      optional: true,
      sample: sampleDevice,
      example: '{"primaryHardwareType":"Desktop"}',
      check: (value) =>
        isJsonObject(value) ? undefined : 'This is not a JSON object: {"name":"value"}.',
    },
  ],
  needs: [],
  gives: ['x_device_info'],
  optional: true,
  notes: [
    {
      text: 'The table calls the header required, the text says that defaults are derived without it. It is treated as optional.',
      source: registration,
    },
  ],
  make(context) {
    const text = context.values.device_info ?? ''
    // Without the line breaks that only people need.
    const short = text === '' ? '' : JSON.stringify(JSON.parse(text))
    return { x_device_info: toBase64(new TextEncoder().encode(short)) }
  },
}
