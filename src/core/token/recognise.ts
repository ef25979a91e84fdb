/** Tells what kind of token it is, and whose, from how it is made. It is a description, never a check. */
import type { Link } from '../source.ts'
import { encryptedKinds } from './recognise-encrypted.ts'
import { guessedKinds } from './recognise-guesses.ts'
import { typedKinds } from './recognise-kinds.ts'
import { opaqueKinds } from './recognise-opaque.ts'
import { type Kind, seenIn } from './recognise-seen.ts'
import { vendorKinds } from './recognise-vendors.ts'
import type { Recognition, Token } from './shapes.ts'

/** The most telling first: what it is for, then whose it is. */
export function recognise(token: Token): readonly Recognition[] {
  if (token.kind === 'unreadable') return []
  if (token.kind === 'opaque') return matching(opaqueKinds, token.text).slice(0, 1)
  if (token.kind === 'jwe') return matching(encryptedKinds, token.header)
  if (token.payload.kind !== 'claims') return []
  const seen = seenIn(token.header, token.payload.claims)
  const kinds = [...matching(typedKinds, seen), ...matching(guessedKinds, seen)]
  return [...kinds.slice(0, 1), ...matching(vendorKinds, seen)]
}

function matching<Seen>(kinds: readonly Kind<Seen>[], seen: Seen): readonly Recognition[] {
  return kinds.flatMap(({ code, name, rule, test }) => {
    const because = test(seen)
    return because === undefined ? [] : [{ code, name, because, ...linked(rule) }]
  })
}

const linked = (rule: Link | undefined): { readonly rule?: Link } =>
  rule === undefined ? {} : { rule }
