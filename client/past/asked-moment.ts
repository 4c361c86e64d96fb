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

/** Address of what changed since the shown moment; in the present since a log index, such as that of the last visit. */
export function differenceSince(page: string, moment: AskedMoment | undefined, since: number | undefined): string {
  const on = moment?.on === undefined ? {} : { op: moment.on };
  return `${page}?${new URLSearchParams({ van: moment?.at ?? String(since ?? 0), ...on }).toString()}`;
}
