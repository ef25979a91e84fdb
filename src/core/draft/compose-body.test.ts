import { describe, expect, it } from 'vitest'
import { bytesOf, headerOf, textOf, toBase64 } from '../http.ts'
import { compose, type Scope } from './compose.ts'
import type { Draft } from './draft.ts'
import { codes, draftOf, fact, problemsOf, requestOf, row, scope } from './scope.test-support.ts'
import { literal } from './variables.ts'

describe('the body', () => {
  const post = async (body: Draft['body']) => requestOf({ method: 'POST', body })

  it('as a form is what a form is', async () => {
    const rows = [row('a b', 'c&d=é+%'), row('off', '', false), row('e', '{{entitlement_id}}~*')]
    const request = await post({ kind: 'form', rows })
    expect(textOf(request)).toBe(
      new URLSearchParams([
        ['a b', 'c&d=é+%'],
        ['e', 'a b/c~*'],
      ]).toString(),
    )
    expect(headerOf(request, 'content-type')).toBe('application/x-www-form-urlencoded')
  })

  it('as JSON escapes a value between quotation marks, and takes it as one value outside', async () => {
    const hostile = '","admin":true,"x":"\\\n'
    const session = { ...scope.session, values: { a: hostile, limit: '10' } } as Scope['session'] &
      object
    const facts = { a: fact('public'), limit: fact('public') }
    const text = '{"a":"<{{a}}>","b":{{a}},"c":{{limit}},"d":"\\"{{limit}}"}'
    const composed = await compose(draftOf({ method: 'POST', body: { kind: 'json', text } }), {
      ...scope,
      session: { ...session, facts },
    })
    if (composed.kind === 'problem') throw new Error('problem')
    expect(JSON.parse(textOf(composed.request))).toEqual({
      ...{ a: `<${hostile}>`, b: hostile, c: 10, d: '"10' },
    })
    expect(composed.notes.map(({ code }) => code)).toEqual(['json_quoted'])
  })

  it('as broken JSON is sent all the same, with the place where it breaks', async () => {
    const body = { kind: 'json', text: '{\n  "a": 1,\n  b\n}' } as const
    const composed = await compose(draftOf({ method: 'POST', body }), scope)
    expect(composed.kind).toBe('request')
    expect(composed.notes[0]).toMatchObject({ code: 'bad_json' })
    expect(composed.notes[0]?.text).toMatch(/^Line 3, column 3: /)
  })

  it('as multipart quotes names, keeps bytes, and can be read by another parser', async () => {
    const bytes = Uint8Array.from([0, 255, 13, 10, 45, 45])
    const file = { name: 'a"b\r\nc.bin', type: 'image/png', data: toBase64(bytes) }
    const request = await post({
      kind: 'multipart',
      parts: [
        row('te"xt\r\nX-Evil: 1', 'é\r\n'),
        { ...row('file', ''), file },
        row('off', '', false),
      ],
    })
    expect(request.body?.encoding).toBe('base64')
    const type = headerOf(request, 'content-type') ?? ''
    const body = request.body === undefined ? '' : bytesOf(request.body)
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    const sent = form.get('file')
    if (!(sent instanceof File)) throw new Error('no file')
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(bytes)
    expect([...form.values()]).toHaveLength(2)
    expect(textOf(request)).toContain('name="te%22xt%0D%0AX-Evil: 1"')
    expect(textOf(request)).toContain('filename="a%22b%0D%0Ac.bin"')
    expect(textOf(request)).not.toMatch(/^X-Evil/m)
  })

  it('as a file keeps its bytes, and its type', async () => {
    const data = toBase64(Uint8Array.from([0xff, 0]))
    const request = await post({ kind: 'file', file: { name: 'a', type: '', data } })
    expect(request.body).toEqual({ encoding: 'base64', data })
    expect(headerOf(request, 'content-type')).toBe('application/octet-stream')
    const cut = { kind: 'file', file: { name: 'a', type: '', data: '*' } } as const
    expect(codes(await problemsOf({ method: 'POST', body: cut }))).toEqual(['bad_file'])
  })

  it('goes with GET by the relay, and not from a browser', async () => {
    const body = { kind: 'text', text: 'a', type: 'text/plain' } as const
    expect(textOf(await requestOf({ body }))).toBe('a')
    expect(codes(await problemsOf({ body, route: 'direct' }))).toEqual(['body_with_get'])
  })

  it('means its braces when they are escaped', async () => {
    const text = 'Hello {{name}}'
    expect(textOf(await post({ kind: 'text', text: literal(text), type: '' }))).toBe(text)
  })
})
