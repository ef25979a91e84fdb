/** The page's security headers (security notes c.10). Every browser test runs under them. */

const policy = (direct: readonly string[]): Readonly<Record<string, string>> => ({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': ["'self'", ...direct].join(' '),
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'solid-tmpl reading-worker',
})

/**
 * @param direct the only origins besides its own that the page may ask without the relay: built in, or approved at the start
 * @throws when one is not a plain origin, since a stray sign could change the whole policy
 */
export function contentSecurityPolicy(direct: readonly string[]): string {
  for (const origin of direct)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || /[\s;,*]/.test(origin))
      throw new Error(`Not an origin: ${origin}`)
  return Object.entries(policy([...new Set(direct)]))
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** @param direct see `contentSecurityPolicy` */
export const pageHeaders = (direct: readonly string[]): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(direct),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), clipboard-read=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})
