/** Service workers that other projects left on this origin: everything at one localhost port shares it (T79). */

/** Whether one of them controls this page. Grantwalk registers none, so any is a stranger. */
export const isControlled = (): boolean =>
  'serviceWorker' in navigator && navigator.serviceWorker.controller !== null

/** Unregisters all of them and loads the page again, from the server this time. */
export async function removeWorkers(): Promise<void> {
  const all = await navigator.serviceWorker.getRegistrations()
  await Promise.all(all.map((registration) => registration.unregister()))
  location.reload()
}
