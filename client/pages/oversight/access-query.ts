/** What is looked for; days as on the calendar of who looks. */
export interface AccessFilter {
  readonly actor?: string;
  readonly topic?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The filter as the server takes it: a day is from its first to its last moment. */
export function queryOf({ actor, topic, from, to }: AccessFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (actor !== undefined) query.set('actor', actor);
  if (topic !== undefined) query.set('topic', topic);
  if (from !== undefined) query.set('from', new Date(`${from}T00:00:00`).toISOString());
  if (to !== undefined) query.set('to', new Date(`${to}T23:59:59.999`).toISOString());
  return query;
}
