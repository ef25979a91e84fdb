/** The page begins with the words its first screen says, so that they stand there before any script has run. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** What a heading and the first paragraph say, without the line breaks of their source. */
const opening = (source: string) =>
  ['h1', 'p'].map((name) =>
    new RegExp(`<${name}[^>]*>([^<]+)</${name}>`).exec(source)?.[1]?.replaceAll(/\s+/g, ' ').trim(),
  )

test('the page as it is served opens with the words of the first screen', () => {
  const words = opening(read('HomePage.tsx'))
  expect(words).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)])
  expect(opening(read('../../index.html'))).toEqual(words)
})
