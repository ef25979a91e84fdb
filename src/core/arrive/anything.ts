/** A pasted or opened text: which of the formats it is, and what is in it. */
import { type Problem, Refusal } from '../problem.ts'
import { type Arrived, badArrival, checkFile, type NewId } from './arrived.ts'
import { isCase } from './case-file.ts'
import { looksLikeCurl, readCurl } from './curl.ts'
import { draftsOf, harOf, isHar, MOST_HAR } from './har.ts'
import { isOpenapi, openapiOf, readOpenapi } from './openapi.ts'
import { isPostman, postmanOf } from './postman.ts'
import { type JsonValue, opened, readTree } from './tree.ts'

export type Format = 'curl' | 'har' | 'postman' | 'openapi'

export type AnyArrived = Arrived & { readonly format?: Format }

/** Never throws, and does nothing but read. */
export async function readAnything(text: string, id: NewId): Promise<AnyArrived> {
  try {
    return await read(text, id)
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'problem', problem: thrown.problem }
    throw thrown
  }
}

async function read(file: string, id: NewId): Promise<AnyArrived> {
  if (file.length > MOST_HAR) checkFile(file)
  const text = opened(file)
  if (looksLikeCurl(text)) return { ...readCurl(text, id), format: 'curl' }
  if (/^\s*[{[]/.test(text)) {
    // Only a HAR file may be so large, and its name for itself stands near its beginning.
    if (!/^\s*\{\s*"log"\s*:/.test(text)) checkFile(text)
    return ofTree(readTree(text), id)
  }
  checkFile(text)
  if (/^(?:openapi|swagger)\s*:/m.test(text))
    return { ...(await readOpenapi(text, id)), format: 'openapi' }
  throw new Refusal(unknownText)
}

const kinds =
  'a curl command, a HAR file, an OpenAPI document, or a Postman collection or environment'

const unknownText: Problem = {
  kind: 'bad_input',
  code: 'not_json',
  means: 'The text is no format that is known here.',
  remedy: `Open or paste ${kinds}.`,
}

/**
 * JSON that was read already, with the text it was.
 * @throws Refusal
 */
export function readJsonTree(tree: JsonValue, text: string, id: NewId): AnyArrived {
  checkFile(text)
  return ofTree(tree, id)
}

function ofTree(tree: JsonValue, id: NewId): AnyArrived {
  if (isHar(tree)) return { ...draftsOf(harOf(tree), id), format: 'har' }
  if (isPostman(tree)) return { ...postmanOf(tree, id), format: 'postman' }
  if (isOpenapi(tree)) return { ...openapiOf(tree, id), format: 'openapi' }
  if (isCase(tree))
    throw badArrival(
      'case_file',
      'This is a case: a walk that somebody has kept, and no request.',
      'Open it on the first page, where walks are.',
    )
  throw badArrival('format', 'The JSON is none of the formats known here.', `Open ${kinds}.`)
}
