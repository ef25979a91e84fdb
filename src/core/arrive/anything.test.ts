/** What a text is recognised as, and the hostile imports that concern requests. */
import { describe, expect, it } from 'vitest'
import { expand } from '../cases/expand.ts'
import imports from '../cases/import.json' with { type: 'json' }
import { readAnything } from './anything.ts'

const id = () => 'd'

describe('a pasted or opened text', () => {
  it.each([
    ['curl https://a.example', 'curl'],
    ['  $ curl.exe https://a.example', 'curl'],
    ['TOKEN=x curl -s https://a.example', 'curl'],
    [': "${CLIENT_SECRET:?Set it first}" &&\ncurl -sS https://a.example', 'curl'],
    ['\uFEFF{"log":{"entries":[{"request":{"method":"GET","url":"https://a.example"}}]}}', 'har'],
    ['{"info":{"name":"x"},"item":[]}', 'postman'],
    ['{"collection":{"info":{"name":"x"},"item":[]}}', 'postman'],
    ['{"name":"x","values":[],"_postman_variable_scope":"environment"}', 'postman'],
    ['{"openapi":"3.0.0","paths":{}}', 'openapi'],
    ['# a comment\nopenapi: 3.1.0\npaths: {}', 'openapi'],
  ])('%j is known as %s', async (text, format) => {
    expect(await readAnything(text, id)).toMatchObject({ kind: 'drafts', format })
  })

  it.each([
    ['', 'empty'],
    ['curling is a sport', 'not_json'],
    ['{"a":1}', 'format'],
    ['[]', 'format'],
    ['{"format":"grantwalk-case"}', 'case_file'],
    ['{"a":', 'not_json'],
    ['{"swagger":"2.0"}', 'swagger_2'],
    ['x'.repeat(6 << 20), 'too_large'],
    [`{"log":{},"x":"${'x'.repeat(21 << 20)}"}`, 'too_large'],
    [`{"item":"${'x'.repeat(6 << 20)}"}`, 'too_large'],
  ])('number %# is refused with a reason', async (text, code) => {
    const result = await readAnything(text, id)
    expect(result.kind === 'problem' && result.problem.code).toBe(code)
    expect(result.kind === 'problem' && result.problem.remedy).toMatch(/\.$/)
  })
})

/** The cases about wrong files and about curl; those about case files belong to their own reader. */
const ours = ['imp-03', 'imp-04', 'imp-05', 'imp-17', 'imp-19', 'imp-32', 'imp-33']

interface Generated {
  readonly $gen?: string
  readonly prefix?: string
  readonly unit?: string
  readonly count?: number
  readonly suffix?: string
  readonly hex?: string
}

/** The file as it lies on the disk: of a compressed one, what is compressed. */
function bytesOf(file: string | Generated): Uint8Array {
  if (typeof file === 'string') return new TextEncoder().encode(file)
  const { $gen, prefix, unit, count, suffix, hex } = file
  if ($gen === 'gzip-zeros') return Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xed, 0xc1)
  if ($gen === 'bytes') return expand({ $gen, ...(hex === undefined ? {} : { hex }) }).bytes
  if ($gen !== 'repeat') throw new Error('This case has no file.')
  // More than 20 MiB is the same to the reader, whatever comes after.
  const times = Math.min(count ?? 0, (20 << 20) + 1)
  return new TextEncoder().encode((prefix ?? '') + (unit ?? '').repeat(times) + (suffix ?? ''))
}

describe('a hostile import', () => {
  it.each(imports.filter((one) => ours.includes(one.id)))(
    '$id: $title',
    async ({ input, expect: wanted }) => {
      const result = await readAnything(new TextDecoder().decode(bytesOf(input.file)), id)
      const got =
        result.kind === 'problem'
          ? { outcome: 'import_rejected', code: result.problem.code, stored: false }
          : { outcome: 'import_with_warning', code: result.notes[0]?.code, stored: true }
      expect(wanted).toMatchObject(got)
    },
  )

  it('finds all of its cases', () => {
    expect(imports.filter((one) => ours.includes(one.id))).toHaveLength(ours.length)
  })

  it('with an empty HAR file is refused, and told why (imp-31)', async () => {
    const file = imports.find((one) => one.id === 'imp-31')?.input.file
    const result = await readAnything(typeof file === 'string' ? file : '', id)
    expect(result.kind === 'problem' && result.problem.code).toBe('har_empty')
  })
})
