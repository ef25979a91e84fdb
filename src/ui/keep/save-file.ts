/** Saves a text as a file of the person's own. Whoever calls it has looked the text through. */

/** Milliseconds after which the address is worth nothing: the browser has long begun to write. */
const KEPT = 60_000

export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  // Inside an open dialog everything else is inert, but a click by script still saves.
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), KEPT)
}
