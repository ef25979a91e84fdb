/** Prints with one write what is said in one turn of the event loop: a busy relay says a line an exchange. */

export function createLines(print: (text: string) => void): (line: string) => void {
  const held: string[] = []
  return (line) => {
    if (held.push(line) > 1) return
    setImmediate(() => print(held.splice(0).join('\n')))
  }
}
