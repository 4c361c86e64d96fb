const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** An instant as a field for date and time wants it, on the clock of the Netherlands; empty: there is none. */
export function localTime(instant: string | null | undefined): string {
  return instant ? clock.format(new Date(instant)).replace(' ', 'T') : '';
}

/**
 * The instant of a time on the clock of the Netherlands, to its last millisecond, so that what was recorded in that
 * second is in it; undefined when it is no time.
 */
export function utcOf(local: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local)) return undefined;
  const guess = Date.parse(`${local.length === 16 ? `${local}:00` : local}.999Z`);
  if (Number.isNaN(guess)) return undefined;
  const shift = Date.parse(`${localTime(new Date(guess).toISOString())}.999Z`) - guess;
  const first = guess - shift;
  // over a change of the clock the shift is that of the time found
  const second = Date.parse(`${localTime(new Date(first).toISOString())}.999Z`) - first;
  return new Date(guess - second).toISOString();
}
