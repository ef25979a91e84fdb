/** Puts what the first screen needs into one file: brotli finds more to share in one text than in a dozen. */

interface Graph {
  readonly getModuleInfo: (id: string) => Module | null
}

interface Module {
  readonly isEntry: boolean
  /** Who imports it statically; a lazy `import()` does not count. */
  readonly importers: readonly string[]
}

/** Whether a chain of static imports leads to it from the page. */
function isFirst(id: string, graph: Graph, seen: Set<string>): boolean {
  if (seen.has(id)) return false
  seen.add(id)
  const module = graph.getModuleInfo(id)
  if (module === null) return false
  return module.isEntry || module.importers.some((importer) => isFirst(importer, graph, seen))
}

/** A group of chunks, as the bundler asks for them: a name for each module, or none. */
export const firstLoad = {
  name: (id: string, graph: Graph): string | null =>
    isFirst(id, graph, new Set()) ? 'first' : null,
}
