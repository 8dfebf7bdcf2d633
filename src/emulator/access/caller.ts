/** The user on whose behalf a request runs; its 18-character id (`005…`). */
export type Caller = { readonly userId: string };
