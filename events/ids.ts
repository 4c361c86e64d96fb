import type { StreamName, SubjectId } from './envelope.ts';

/** Kinds of stream and the prefix of their outside ids. */
export const prefixes = {
  log: 'log',
  organisation: 'org',
  region: 'reg',
  site: 'sit',
  plan: 'pln',
  narrative: 'txt',
  decision: 'dec',
  import: 'imp',
  project: 'prj',
  infrastructure: 'inf',
  suggestion: 'sug',
  case: 'cas',
  lesson: 'les',
  intervention: 'int',
  programme: 'bud',
  parameter: 'par',
  interview: 'rnd',
  selection: 'sel',
  release: 'rel',
} as const;

export type KindName = keyof typeof prefixes;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
export const uuidV7Pattern = new RegExp(`^${uuid}$`);
/** A narrative section is named by its plan's id and its own name. */
const narrativePattern = new RegExp(`^${uuid}_[a-z]{3,20}$`);
const kindsByPrefix = new Map<string, KindName>(
  (Object.keys(prefixes) as KindName[]).map((kind) => [prefixes[kind], kind]),
);

/** Pattern of the outside id of one kind of stream, e.g. `pln_<UUIDv7>`; `suffix` is a pattern of what follows. */
export function idPattern(prefix: string, suffix = ''): RegExp {
  return new RegExp(`^${prefix}_${uuid}${suffix}$`);
}

/** `pln_0190…` → `{ kind: 'plan', stream: 'plan-0190…' }`, or undefined when it is no id of ours. */
export function streamOf(subject: SubjectId): { kind: KindName; stream: StreamName } | undefined {
  const at = subject.indexOf('_');
  const kind = kindsByPrefix.get(subject.slice(0, at));
  const id = subject.slice(at + 1);
  if (kind === undefined || !(kind === 'narrative' ? narrativePattern : uuidV7Pattern).test(id)) return undefined;
  return { kind, stream: `${kind}-${id}` };
}

/** The kind that an outside id names by its prefix; whether it is an id of ours at all is not looked at. */
export function kindOfSubject(subject: SubjectId): KindName | undefined {
  return kindsByPrefix.get(subject.slice(0, subject.indexOf('_')));
}

/** `plan-0190…` → `pln_0190…`. */
export function subjectOf(stream: StreamName): SubjectId {
  const at = stream.indexOf('-');
  return `${prefixes[stream.slice(0, at) as KindName]}_${stream.slice(at + 1)}`;
}

export function kindOf(stream: StreamName): KindName {
  return stream.slice(0, stream.indexOf('-')) as KindName;
}

const bytesInHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds since 1970, the rest random.
 * @param random 10 random bytes
 */
export function uuidV7(milliseconds: number, random: Uint8Array): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
  let hex = '';
  for (const byte of random) hex += bytesInHex[byte] ?? '';
  const variant = ((Number.parseInt(hex.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
}
