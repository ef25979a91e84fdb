/** Loaded into the relay's process before the server: says what it weighs, after a collection, whenever it is asked. */
const collect: unknown = Reflect.get(globalThis, 'gc')

process.on('message', () => {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [])
  const { rss, heapUsed, external } = process.memoryUsage()
  const handles = process.getActiveResourcesInfo().length
  process.send?.({ rss, heapUsed, external, handles })
})
