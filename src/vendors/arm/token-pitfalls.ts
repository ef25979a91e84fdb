/** What goes wrong at Azure AD B2C's token endpoint, by its codes (vendor notes, 1.2.4 and 1.5). */
import type { Pitfall } from '../../core/vendor.ts'

export const clientPitfalls: readonly Pitfall[] = [
  {
    status: 400,
    says: 'AADB2C90018',
    cause: 'The tenant does not know this client ID.',
    remedy: 'Check that client ID and tenant belong together, letter by letter.',
  },
  {
    status: 400,
    says: 'AADB2C90224',
    cause: 'This client may not sign people in by password: Arm has not approved it yet.',
    remedy: 'Ask your Arm Partner Program Manager; meanwhile take the interactive flow.',
  },
  {
    status: 400,
    says: 'AADB2C90084',
    cause: 'The client is public: it has no secret, and must not send one.',
    remedy: 'Choose “Nothing, a public client” under client authentication.',
  },
  {
    status: 400,
    says: 'AADB2C90017',
    cause:
      'The client assertion is too old, for another address, or signed by a key that is not registered.',
    remedy: 'Register the public key, make a new assertion, and send it within five minutes.',
  },
  {
    status: 400,
    says: 'AADB2C90079',
    cause: 'This client has a secret or a key, and nothing was sent to prove it.',
    remedy: 'Choose the client authentication that Arm agreed with you.',
  },
  {
    status: 400,
    says: 'AADB2C90081',
    cause: 'The client secret is not the right one.',
    remedy: 'Copy it again; it may also have been replaced by a newer one.',
  },
  {
    status: 404,
    cause: 'There is no such tenant or policy, so there is no token endpoint at this address.',
    remedy: 'Check tenant and policy: both stand in the path.',
  },
]

export const personPitfalls: readonly Pitfall[] = [
  {
    status: 400,
    says: 'AADB2C90225',
    cause:
      'The email or the password is wrong, or the account’s password change is overdue: it falls due every 180 days.',
    remedy:
      'Try them on Arm’s login page, and look in the account’s inbox for the mail about the password. An account of a company login has no password here.',
  },
  {
    status: 400,
    says: 'AADB2C90114',
    cause: 'Too many wrong passwords in a row: the account is locked for a while.',
    remedy: 'Wait a minute without trying, then send the right password once.',
  },
  {
    status: 400,
    says: 'AADB2C90111',
    cause: 'The account is locked until somebody unlocks it.',
    remedy: 'Write to Arm’s support.',
  },
]

export const scopePitfalls: readonly Pitfall[] = [
  {
    status: 400,
    says: 'AADB2C90117',
    cause: 'The scope holds something this client may not have; often another client’s ID.',
    remedy: 'Write openid, your own client ID and offline_access, with blanks between.',
  },
  {
    status: 400,
    says: 'openid',
    cause: 'openid is missing from the scope.',
    remedy: 'Put openid first in the scope.',
  },
  {
    status: 400,
    says: 'AADB2C90010',
    cause: 'The request has no scope; B2C wants one.',
    remedy: 'Write openid, your own client ID and offline_access.',
  },
]
