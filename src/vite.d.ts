/** What Vite adds to the browser's world. Its own types would bring Node's with them. */
declare module '*.css'

interface ImportMeta {
  readonly env: { readonly DEV: boolean; readonly PROD: boolean }
}

declare module '*?worker&url' {
  /** Of the worker's own built file. */
  const address: string
  export default address
}
