/** A call with the access token of this walk: as a bearer, or bound to its key (RFC 6750, RFC 9449). */
import { withProof } from '../../core/dpop.ts'
import type { HttpRequest } from '../../core/http.ts'
import { bearer } from '../../core/steps.ts'
import type { Context } from '../../core/vendor.ts'

/** The token's own type decides, for the server may have given another than was asked for. */
export async function withToken(context: Context, url: string): Promise<HttpRequest> {
  const token = context.need('access_token')
  const request = await bearer('GET', url, token)
  if ((context.values['token_type'] ?? '').toLowerCase() !== 'dpop') return request
  const headers = request.headers.map(([name, value]): readonly [string, string] =>
    name.toLowerCase() === 'authorization' ? [name, `DPoP ${token}`] : [name, value],
  )
  return withProof({ ...request, headers }, context, token)
}
