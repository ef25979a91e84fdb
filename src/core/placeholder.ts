/** What stands where a secret stood, in everything that leaves: it tells its name, length and kind, and opens nothing. */

/**
 * `<client_secret#48213 len=40>`, `<access_token#20417 jwt len=912 header alg=RS256 claims iss=https://a.example
 * sub=#77120>`. Equal numbers are equal values, in one file only.
 */
export const PLACEHOLDER = /<[\w.-]{1,60}#\d{1,9}(?: jwt)? len=\d{1,9}(?: [^<>"\\]*)?>|<secret>/

/** Nothing but a placeholder, so there is nothing to cover on screen. What leaves is covered all the same. */
export const isPlaceholder = (value: string): boolean => PLACEHOLDER.exec(value)?.[0] === value
