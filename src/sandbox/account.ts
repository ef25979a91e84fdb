/** Whose name and password these are. */
import { type Account, type Check, Fault, type Turn } from '../core/simulation.ts'

/** One answer for an unknown name and a wrong password: it must not tell which names exist. */
export function rightAccount(turn: Turn, username?: string, password?: string): Account {
  const account = turn.findAccount(username)
  // Before the password, as Spring Security and Active Directory do: a lock must not be probed further.
  if (account?.status !== undefined) throw new Fault(`account_${account.status}`)
  if (account === undefined || account.password !== password) throw new Fault('credentials_wrong')
  return account
}

export const accountChecks: readonly Check[] = [
  {
    name: 'password_right',
    source: 'RFC 6749 section 4.3.2; the account itself is looked at first',
    run(turn) {
      const { parameters } = turn
      turn.account = rightAccount(turn, parameters.get('username'), parameters.get('password'))
      return undefined
    },
  },
]
