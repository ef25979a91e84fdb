/** The only fetch of the app: to our own relay, or straight to a server whose answer the page may read. */
export const fetching = (url: string, init: RequestInit): Promise<Response> => fetch(url, init)
