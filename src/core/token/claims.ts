/** What a claim or a header parameter means: the registered ones first, then the vendors' own. */
import { clientClaims } from './claims-client.ts'
import { headerFacts } from './claims-header.ts'
import { jwtClaims } from './claims-jwt.ts'
import { oidcClaims } from './claims-oidc.ts'
import { vendorClaimOf } from './claims-patterns.ts'
import type { ClaimFact } from './shapes.ts'

export function claimFactOf(name: string, where: 'header' | 'claims'): ClaimFact | undefined {
  if (where === 'header') return headerFacts.get(name)
  return (
    jwtClaims.get(name) ?? oidcClaims.get(name) ?? clientClaims.get(name) ?? vendorClaimOf(name)
  )
}
