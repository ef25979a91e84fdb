import { expect, test } from 'vitest'
import { firstLoad } from './bytes.ts'

test('the first load is the page, its scripts, its style sheets and what it preloads, each once', () => {
  const html = `<!doctype html><html><head>
    <link rel="icon" href="/icon.svg">
    <script type="module" crossorigin src="/assets/index-a.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/solid-b.js">
    <link rel="modulepreload" crossorigin href="/assets/solid-b.js">
    <link rel="stylesheet" crossorigin href="/assets/index-c.css">
  </head><body><a href="/about">about</a></body></html>`
  expect(firstLoad(html)).toEqual([
    'index.html',
    'assets/index-a.js',
    'assets/solid-b.js',
    'assets/index-c.css',
  ])
})
