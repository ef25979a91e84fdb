/** What a status means, in one sentence (RFC 9110 section 15 and its companions). */
import type { BadgeTone } from '../kit/Badge.tsx'

const meanings: Readonly<Record<number, string>> = {
  200: 'It worked, and this is the answer.',
  201: 'It worked, and something was made; Location says where.',
  202: 'It was taken, and is still being worked on.',
  204: 'It worked, and the answer has no body.',
  206: 'A part of it, as asked.',
  301: 'It has moved for good; Location says where.',
  302: 'It is elsewhere for now; Location says where.',
  303: 'The result is elsewhere; GET what Location says.',
  304: 'Nothing changed since you last asked.',
  307: 'It is elsewhere for now; send the same request there.',
  308: 'It has moved for good; send the same request there.',
  400: 'The server does not accept the request as it stands.',
  401: 'Who asks is not known, or not any more: a token is missing, wrong or expired.',
  403: 'The server knows who asks, and does not allow it.',
  404: 'There is nothing at this address, or you may not know that there is.',
  405: 'This address does not take this method; Allow names those it takes.',
  406: 'The server cannot answer in a form that Accept allows.',
  409: 'It conflicts with how things are now.',
  410: 'It was there, and is gone for good.',
  412: 'A condition of the request does not hold.',
  413: 'The body is larger than the server takes.',
  415: 'The server does not read bodies of this type.',
  422: 'The body can be read, but what it says cannot be done.',
  428: 'The server wants a condition, so that nothing is overwritten unseen.',
  429: 'Too many requests; wait before you ask again.',
  431: 'The headers are larger than the server takes.',
  500: 'The server failed. It is not about your request, as far as it says.',
  501: 'The server does not know how to do this.',
  502: 'A server in between got no good answer from the one behind it.',
  503: 'The server is busy or being looked after; Retry-After may say until when.',
  504: 'A server in between waited too long for the one behind it.',
}

const classes: readonly (readonly [most: number, meaning: string, tone: BadgeTone])[] = [
  [199, 'The server is still working.', 'note'],
  [299, 'It worked.', 'gained'],
  [399, 'The answer is elsewhere.', 'note'],
  [499, 'The server did not take the request.', 'refused'],
  [599, 'The server failed.', 'failed'],
]

export function statusMeaning(status: number): string {
  const all = classes.find(([most]) => status <= most)
  return meanings[status] ?? all?.[1] ?? 'No standard says what this number means.'
}

export const statusTone = (status: number): BadgeTone =>
  classes.find(([most]) => status <= most)?.[2] ?? 'warning'
