/** Tags as a person types them: separated by commas, each once, none too long to be one. */

const LONGEST = 40
const MOST = 20

export const readTags = (text: string): readonly string[] => {
  const tags = text
    .split(',')
    .map((tag) =>
      tag
        .replaceAll(/["\s]+/g, ' ')
        .trim()
        .slice(0, LONGEST)
        .trim(),
    )
    .filter((tag) => tag !== '')
  const first = new Map<string, string>()
  for (const tag of tags) if (!first.has(tag.toLowerCase())) first.set(tag.toLowerCase(), tag)
  return [...first.values()].slice(0, MOST)
}
