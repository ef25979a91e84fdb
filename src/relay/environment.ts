/** Settings of the surrounding process that would undo the relay's own care (T33). */

/** One sentence when the relay must not start, `undefined` when it may. The caller exits with code 2. */
export function refuseUnsafeEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off for this whole process. Unset it; an appliance with its own certificate is approved with its fingerprint instead.'
  }
  if (
    /insecure-http-parser|use-env-proxy|tls-min-v1\.[01]\b/.test(environment['NODE_OPTIONS'] ?? '')
  ) {
    return 'NODE_OPTIONS weakens how this process reads HTTP or reaches servers. Remove --insecure-http-parser, --use-env-proxy and --tls-min-v1.x from it.'
  }
  return undefined
}
