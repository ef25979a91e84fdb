import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { POLICY, trustTemplates } from './trusted-types.ts'

const solid = dirname(createRequire(import.meta.url).resolve('solid-js/package.json'))

describe.each(['web.js', 'dev.js'])('the runtime of Solid, %s,', (file) => {
  const code = readFileSync(join(solid, 'web/dist', file), 'utf8')

  test('has exactly one template sink, and it goes through the policy', () => {
    const trusted = trustTemplates(code)
    expect(trusted).toContain(`createPolicy('${POLICY}'`)
    expect(trusted).toContain('t.innerHTML = templates.createHTML(html);')
    expect(trusted).not.toContain('t.innerHTML = html')
  })

  test('is refused when the sink is gone', () => {
    expect(() => trustTemplates(code.replace('t.innerHTML = html', 't.setHTML(html)'))).toThrow(
      'found 0',
    )
  })

  test('is refused when there is a second sink', () => {
    expect(() => trustTemplates(`${code}\nt.innerHTML = html;`)).toThrow('found 2')
  })
})
