/** Reads a request's body, up to what a walk could ever need. */

const LARGEST = 1024 * 1024

/** `undefined` when it is too large. */
export async function bodyBytes(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer())
    size += value.byteLength
    if (size > LARGEST) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
}

/** `undefined` when it is too large. */
export async function bodyText(request: Request): Promise<string | undefined> {
  const bytes = await bodyBytes(request)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
