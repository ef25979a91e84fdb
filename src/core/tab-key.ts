/** Where a page asks the relay for the key that seals what a tab keeps. */
export const TAB_KEY_PATH = '/relay/v1/tab-key'

/** `key`: 32 random bytes in base64url, made when the relay was started and written nowhere. */
export interface TabKeyAnswer {
  readonly key: string
}
