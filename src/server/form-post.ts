/** Takes an answer that a login page posts (response_mode=form_post) and hands it to the page, in a fragment. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { postedCallback } from '../core/form-post.ts'
import { type HeaderPairs, headerOf } from '../core/http.ts'
import { type Answer, Refused, refusalAnswer, safeHeaders } from '../relay/ingress.ts'
import { ingressOf } from '../relay/node-server.ts'

/** An answer with three tokens has a fifth of this. */
const MOST_BYTES = 64 * 1024

const FORM = /^application\/x-www-form-urlencoded *(; *charset="?utf-8"?)?$/i

/** `/callback/<vendor>`, whatever its query: that stays, so that the strict parser sees it. */
export const isFormPost = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && /^\/callback\/[a-z][a-z0-9-]*(?:\?|$)/.test(url ?? '')

/**
 * Nothing is read from it here, no cookie either: whoever posts, the state decides in the page whether the
 * answer belongs to a walk (T52). The fragment is never sent on, and nothing of it is logged.
 * @param origin where the app is; the Host header was checked before
 */
export function createFormPost(origin: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { status, headers, body } = await answerTo(request, response, origin)
      response.writeHead(status, headers.flat()).end(body)
    } catch {
      // Whoever posted has gone. What it was is nobody's business, so it is not told.
      response.destroy()
    }
  }
}

type Whole = Omit<Answer, 'body'> & { readonly body: Uint8Array }

async function answerTo(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
): Promise<Whole> {
  const ingress = ingressOf(request, response)
  if (!FORM.test(headerOf(ingress, 'content-type') ?? ''))
    return refused(415, 'content_type', 'An answer is posted as application/x-www-form-urlencoded.')
  const bytes = await ingress.readBody(MOST_BYTES)
  if (bytes === undefined)
    return refused(413, 'too_large', 'An answer of a login page has 64 KiB at most.', [
      ['connection', 'close'],
    ])
  const location = postedCallback(`${origin}${ingress.target}`, new TextDecoder().decode(bytes))
  // 303: the browser goes on with GET and leaves the body behind (RFC 9700 section 4.12).
  return {
    status: 303,
    headers: [['location', location], ...safeHeaders],
    body: new Uint8Array(),
  }
}

function refused(status: number, code: string, message: string, headers: HeaderPairs = []): Whole {
  const answer = refusalAnswer(new Refused(status, code, message, { headers }))
  return { ...answer, body: answer.body instanceof Uint8Array ? answer.body : new Uint8Array() }
}
