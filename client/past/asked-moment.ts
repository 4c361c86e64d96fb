import { asked } from '../app/router.ts';

/** A moment on both axes, as the address asks for it. */
export interface AskedMoment {
  /** What was known: a log index or an instant; undefined: all that is known. */
  readonly at?: string;
  /** The day on which it should hold. */
  readonly on?: string;
}

/** The moment that the address asks for; undefined: the present. Read in markup, it follows the address. */
export function askedMoment(): AskedMoment | undefined {
  const [at, on] = [asked('at'), asked('on')];
  if (at === undefined && on === undefined) return undefined;
  return { ...(at === undefined ? {} : { at }), ...(on === undefined ? {} : { on }) };
}

/** A moment as the query of a link or a call, without its `?`: empty for the present. */
export function queryOf(moment: AskedMoment | undefined): string {
  return new URLSearchParams({ ...moment }).toString();
}
