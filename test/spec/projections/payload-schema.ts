interface Def {
  readonly type: string;
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly options?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
}
const defOf = (schema: unknown): Def => (schema as { def: Def }).def;

/** The schema at a place of a payload's schema (`results.MW`); undefined: it has no such place. */
export function at(schema: unknown, path: string): unknown {
  let part: unknown = schema;
  for (const name of path.split('.')) {
    part = membersOf(part)[name];
    if (part === undefined) return undefined;
  }
  return part;
}

/** The codes of which a value, or each in a list, is one. */
export function optionsOf(schema: unknown): string[] {
  if (schema === undefined) return [];
  const { type, innerType, element, options = [], entries = {} } = defOf(schema);
  if (type === 'enum') return Object.values(entries);
  if (type === 'union') return options.flatMap(optionsOf);
  const inner = innerType ?? element;
  return inner === undefined ? [] : optionsOf(inner);
}

function membersOf(schema: unknown): Readonly<Record<string, unknown>> {
  const { innerType, shape, options } = defOf(schema);
  if (shape) return shape;
  if (options) return Object.assign({}, ...options.map(membersOf)) as Record<string, unknown>;
  return innerType === undefined ? {} : membersOf(innerType);
}
