import { prefixes } from '../../../events/ids.ts';
import { uuid } from '../given.ts';
import { changed, valueAt, type Path, type Wrong } from './wrongs.ts';

/** An id in a command's data, and where it stands. */
export interface Named {
  readonly path: Path;
  readonly id: string;
}

const anId = /^([a-z]{3})_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const anEvent = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const streams = new Set<string>(Object.values(prefixes));

/** Every id that data names: of streams, of parts, of events. */
export function namesIn(data: unknown, path: Path = []): Named[] {
  if (typeof data === 'string') return anId.test(data) || anEvent.test(data) ? [{ path, id: data }] : [];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    namesIn(value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

export const isStreamId = (id: string): boolean => streams.has(id.slice(0, 3)) && anId.test(id);

/** The data with another id in one place: one that names nothing, and one of another kind that stands. */
export function foreign(data: Record<string, unknown>, { path, id }: Named, standing: readonly string[]): Wrong[] {
  const put = (what: string, value: string): Wrong => ({
    what: `${path.join('.')} ${what}`,
    data: changed(data, path, value) as Record<string, unknown>,
  });
  const prefix = anId.exec(id)?.[1];
  if (prefix === undefined) return [put('of no event', '0190a000-0000-8000-8000-00000000dead')];
  const other = standing.find((one) => one.slice(0, 3) !== prefix);
  return [
    put('that names nothing', `${prefix}_${uuid(0xdead)}`),
    ...(other === undefined ? [] : [put('of another kind', other)]),
  ];
}

/** The data with another unit wherever one stands. */
export function* otherUnits(data: Record<string, unknown>, path: Path = []): Generator<Wrong> {
  const value = path.length === 0 ? data : valueAt(data, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const at: Path = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'unit' && typeof part === 'string')
      yield {
        what: `${at.join('.')} another`,
        data: changed(data, at, part === 'kWh' ? 'bar' : 'kWh') as Record<string, unknown>,
      };
    else yield* otherUnits(data, at);
  }
}
