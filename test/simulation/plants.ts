/** A bug that is put into the product while it is loaded: what is removed or turned round, and where. */
export interface Plant {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export const plants: Readonly<Record<string, Plant>> = {};
