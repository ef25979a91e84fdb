/** A text on its way from one screen to the next: never in the address, the history or a storage. */

let held: string | undefined

export function handOver(text: string): void {
  held = text
}

/** Whoever takes it has it alone. */
export function takeHandedOver(): string | undefined {
  const text = held
  held = undefined
  return text
}
