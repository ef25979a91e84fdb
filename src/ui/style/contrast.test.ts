/** Computes the contrast of every pair of colours we use, in both themes, from the tokens as written. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = 'light' | 'dark'
type Color = readonly [number, number, number]

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const color = String.raw`oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)`
const pair = new RegExp(String.raw`--([\w-]+): light-dark\(${color}, ${color}\)`, 'g')

/** Björn Ottosson's matrices: OKLab to linear sRGB. */
function linear(lightness: number, chroma: number, hue: number): Color {
  const angle = (hue * Math.PI) / 180
  const a = chroma * Math.cos(angle)
  const b = chroma * Math.sin(angle)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

const themes: Record<Theme, Map<string, Color>> = { light: new Map(), dark: new Map() }
for (const [, name = '', ...numbers] of css.matchAll(pair)) {
  const [l1 = 0, c1 = 0, h1 = 0, l2 = 0, c2 = 0, h2 = 0] = numbers.map(Number)
  themes.light.set(name, linear(l1 / 100, c1, h1))
  themes.dark.set(name, linear(l2 / 100, c2, h2))
}

function colorOf(theme: Theme, name: string): Color {
  const found = themes[theme].get(name)
  if (!found) throw new Error(`tokens.css has no --${name}`)
  return found
}

/** WCAG 2.2, relative luminance. */
const luminance = ([r, g, b]: Color) => 0.2126 * r + 0.7152 * g + 0.0722 * b

function contrast(theme: Theme, one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other]
    .map((name) => luminance(colorOf(theme, name)))
    .toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['page', 'surface', 'sunken', 'hover', 'selected']
const words = ['text', 'quiet', 'accent', 'browser', 'server', 'api']
const statuses = ['gained', 'refused', 'failed', 'warning', 'token-1', 'token-2', 'token-3']

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  test.each([...words, ...statuses])('%s reads at 7:1 on every ground', (name) => {
    for (const ground of grounds) {
      expect(contrast(theme, name, ground), `on ${ground}`).toBeGreaterThanOrEqual(7)
    }
  })
  test('the primary button and the lit parameter read at 7:1', () => {
    expect(contrast(theme, 'on-accent', 'accent')).toBeGreaterThanOrEqual(7)
    for (const name of ['text', 'accent', 'token-1', 'token-2', 'token-3', 'server']) {
      expect(contrast(theme, name, 'lit'), name).toBeGreaterThanOrEqual(7)
    }
  })
  test('the edge of a control stands out at 3:1', () => {
    for (const ground of grounds) {
      expect(contrast(theme, 'edge', ground), `on ${ground}`).toBeGreaterThanOrEqual(3)
    }
  })
  test('every colour is one that sRGB can show', () => {
    for (const [name, channels] of themes[theme]) {
      for (const channel of channels) {
        expect(channel, name).toBeGreaterThan(-0.002)
        expect(channel, name).toBeLessThan(1.002)
      }
    }
  })
})
