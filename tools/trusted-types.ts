/**
 * Solid writes HTML in one place: the `template()` of its runtime. Under `require-trusted-types-for 'script'`
 * (threat model, c.10) that place must go through a policy, so it is rewritten at build time. A Solid that has
 * moved, doubled or dropped the sink fails the build instead of silently losing the protection.
 */
import type { Plugin } from 'vite'

export const POLICY = 'solid-tmpl'

const RUNTIME = /\/solid-js\/web\/dist\/(?:web|dev)\.js$/
const SINK = 't.innerHTML = html;'
const TRUSTED = 't.innerHTML = templates.createHTML(html);'
/** The templates are the app's own, compiled from JSX: no text from outside ever reaches this policy. */
const PREAMBLE = `const templates = globalThis.trustedTypes?.createPolicy('${POLICY}', { createHTML: (html) => html }) ?? { createHTML: (html) => html };\n`

/** The runtime with its one sink behind the policy; throws unless there is exactly one. */
export function trustTemplates(code: string): string {
  const found = code.split(SINK).length - 1
  if (found !== 1)
    throw new Error(
      `Trusted Types: expected exactly one "${SINK}" in Solid's runtime, found ${found}. Look at the new runtime and adapt tools/trusted-types.ts.`,
    )
  return PREAMBLE + code.replace(SINK, () => TRUSTED)
}

export function trustedTypes(): Plugin {
  let replaced = 0
  return {
    name: 'grantwalk:trusted-types',
    buildStart() {
      replaced = 0
    },
    transform(code, id) {
      if (!RUNTIME.test(id.replaceAll('\\', '/').replace(/\?.*$/, ''))) return null
      replaced += 1
      return { code: trustTemplates(code), map: null }
    },
    generateBundle() {
      if (replaced !== 1)
        this.error(`Trusted Types: ${replaced} Solid runtimes were rewritten; there must be one.`)
    },
  }
}
