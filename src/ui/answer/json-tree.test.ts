import { describe, expect, it } from 'vitest'
import { around, firstClosed, found, pathOf, rowOf, rowsOf } from './json-rows.ts'
import { type JsonTree, MOST_NODES, readTree } from './json-tree.ts'

function read(text: string) {
  const work = readTree(text)
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
  }
}
function tree(text: string): JsonTree {
  const value = read(text)
  if ('trouble' in value) throw new Error(`${value.trouble} at ${value.at}`)
  return value
}
const textOf = ({ text, nodes }: JsonTree, id: number) => {
  const { start, end } = nodes.get(id)
  return text.slice(start, end)
}

describe('a JSON tree', () => {
  it('keeps order, repeated names, number spelling and escapes', () => {
    const made = tree('{"b":1.0,"a":12345678901234567890,"b":"\\u00e9","10":-0}')
    const { nodes, text } = made
    const members = [1, 2, 3, 4].map((id) => nodes.get(id))
    expect(members.map(({ from, to }) => text.slice(from, to))).toEqual([
      '"b"',
      '"a"',
      '"b"',
      '"10"',
    ])
    expect([1, 2, 3, 4].map((id) => textOf(made, id))).toEqual([
      '1.0',
      '12345678901234567890',
      '"\\u00e9"',
      '-0',
    ])
    expect(members.map(({ isRepeated }) => isRepeated)).toEqual([false, false, true, false])
  })

  it('takes __proto__ for a name like any other', () => {
    expect(pathOf(tree('{"__proto__":{"x":[1]}}'), 3)).toBe("$['__proto__']['x'][0]")
    expect(tree('{"__proto__":1}').nodes.get(1).isRepeated).toBe(false)
  })

  it.each([
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '[01]',
    '[1 2]',
    '"a',
    '"\\x"',
    '"\t"',
    'nul',
    '[1]]',
    '{"a" 1}',
    '[-]',
    '1e',
    'NaN',
  ])('refuses %j as JSON.parse does, and says where', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    expect(read(text)).toHaveProperty('trouble')
  })

  it('agrees with JSON.parse on what JSON is', () => {
    for (const text of [
      'null',
      ' [ ] ',
      '{"":{}}',
      '[1e-7,true,[[]],"\\"\\\\\\u0041"]',
      '"\u2028"',
    ])
      expect([text, 'nodes' in read(text)]).toEqual([text, true])
  })

  it('reads a hundred thousand levels and a long string without a deep stack', () => {
    expect(tree('['.repeat(100_000) + ']'.repeat(100_000)).nodes.size()).toBe(100_000)
    expect(tree(JSON.stringify('x\\'.repeat(400_000))).nodes.size()).toBe(1)
  })

  it('stops at more values than it can show', () => {
    expect(read(`[${'0,'.repeat(MOST_NODES)}0]`)).toMatchObject({
      trouble: 'there are more values than are shown',
    })
  })

  it('gives the page a breath during a long text', () => {
    const work = readTree(`[${'0,'.repeat(50_000)}0]`)
    let breaths = 0
    while (work.next().done !== true) breaths += 1
    expect(breaths).toBeGreaterThan(5)
  })
})

describe('what of it is shown', () => {
  const made = tree('{"a":[1,{"b":"Hello"}],"hello":null}')

  it('leaves out what a closed node hides, and finds the row that stands for it', () => {
    const rows = rowsOf(made.nodes, new Set([1]))
    expect([...rows]).toEqual([0, 1, 5])
    expect([rowOf(rows, 4), rowOf(rows, 5)]).toEqual([1, 2])
    expect(around(made.nodes, 4)).toEqual([3, 1, 0])
  })

  it('opens small trees whole and large ones two levels deep', () => {
    expect(firstClosed(made).size).toBe(0)
    const large = tree(JSON.stringify(Array.from({ length: 200 }, (_none, at) => ({ at: [at] }))))
    expect([...rowsOf(large.nodes, firstClosed(large))].length).toBe(1 + 200 * 2)
  })

  it('finds names and values without case, each once, and no brackets or commas', () => {
    expect(found(made, 'HELLO')).toEqual([4, 5])
    expect(found(made, 'l')).toEqual([4, 5])
    expect(found(made, ',')).toEqual([])
    expect(found(made, '')).toEqual([])
  })

  it('says a normalized path, with what must be escaped in it', () => {
    expect(pathOf(made, 0)).toBe('$')
    expect(pathOf(made, 4)).toBe("$['a'][1]['b']")
    expect(pathOf(tree('{"it\'s\\n\\u0001":1}'), 1)).toBe("$['it\\'s\\n\\u0001']")
  })
})
