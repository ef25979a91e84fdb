/** Arm's steps that lead to a file: its details, its link, its transfer by Aspera. */
import { callApi } from '../../core/steps.ts'
import type { Field, Pitfall, RequestStep } from '../../core/vendor.ts'
import { artifact, known, notFound } from './api-paths.ts'
import { apiPitfalls, textIn } from './shared.ts'
import { assumed, edmgr, useCases } from './sources.ts'

const phase = 'Download'

export const oneArtifact: RequestStep = callApi({
  id: 'artifact',
  title: 'Look at the file',
  phase,
  why: 'Size and MD5 are worth keeping before downloading gigabytes: they tell afterwards whether the file is whole.',
  needs: ['entitlement_id', 'release_id', 'artifact_id'],
  gives: ['file_name', 'file_md5'],
  optional: true,
  url: artifact,
  gain: (json) => known({ file_name: textIn(json, 'fileName'), file_md5: textIn(json, 'md5') }),
  look: ['fileSize is in bytes.', 'MD5 finds accidents, not attackers.'],
  pitfalls: [notFound('artifact'), ...apiPitfalls],
})

const downloadPitfalls: readonly Pitfall[] = [
  {
    says: 'eula',
    cause: 'Nobody of your company has accepted the licence agreement of this product yet.',
    remedy: 'Open the address in agreementUrl, accept it there, and ask again.',
  },
  {
    says: 'compliance',
    cause: 'Export rules do not allow this download, at least not for the country that was named.',
    remedy: 'Look at compliance.statusReason of the entitlement, and ask your contact at Arm.',
  },
  notFound('artifact'),
  ...apiPitfalls,
]

const country: Field = {
  name: 'country',
  label: 'Declared country',
  optional: true,
  hint: 'Two letters, for example GB. Sent as declared-country-code; some products ask for it.',
  check: (value) =>
    /^[A-Z]{2}$/.test(value) ? undefined : 'Two capital letters, for example GB (ISO 3166-1).',
}

const plainLink = callApi({
  id: 'download',
  title: 'Get the download link',
  phase,
  why: 'Arm answers with a signed address that opens the file for a short time, without any token. Grantwalk does not fetch it; open it yourself if you want the file.',
  asks: [country],
  needs: ['entitlement_id', 'release_id', 'artifact_id'],
  gives: ['downloadUrl'],
  url: (context) => `${artifact(context)}/http`,
  gain: (json) => known({ downloadUrl: textIn(json, 'downloadUrl') }),
  look: [
    'Expires and Signature in the link: whoever has it can download until then.',
    'The file’s host needs no Authorization header, and should not get one.',
  ],
  pitfalls: downloadPitfalls,
  notes: [
    {
      text: 'The error for an agreement that was not accepted carries agreementUrl.',
      source: edmgr,
    },
    { text: 'Its status is 403 in the sandbox.', source: assumed },
  ],
})

export const download: RequestStep = {
  ...plainLink,
  async request(context) {
    const request = await plainLink.request(context)
    const declared = context.values['country'] ?? ''
    if (declared === '') return request
    return { ...request, headers: [...request.headers, ['declared-country-code', declared]] }
  },
}

export const aspera: RequestStep = callApi({
  id: 'aspera',
  title: 'Get the transfer for Aspera',
  phase,
  why: 'The same file by IBM Aspera, which is quicker over long distances. The answer is a specification for its client program.',
  needs: ['entitlement_id', 'release_id', 'artifact_id'],
  gives: [],
  optional: true,
  url: (context) => `${artifact(context)}/fasp`,
  look: ['transfer_spec is what the Aspera client takes as it is.'],
  pitfalls: downloadPitfalls,
  notes: [{ text: 'Only for products that Arm delivers this way.', source: useCases }],
})
