/** What is wrong with a PROV-JSON document (W3C member submission of 2013): kinds of records, and that each names what is there. */
export function provProblems(document: Record<string, Record<string, Record<string, unknown>>>): string[] {
  const { prefix, ...records } = document;
  const known = (kind: string): Set<string> => new Set(Object.keys(records[kind] ?? {}));
  const nodes: Record<string, Set<string>> = {
    entity: known('entity'),
    activity: known('activity'),
    agent: known('agent'),
  };
  const problems: string[] = prefix?.['prov'] === undefined ? ['no prefix prov'] : [];
  const prefixes = Object.keys(prefix ?? {});
  for (const [kind, all] of Object.entries(records)) {
    const relation = relations[kind];
    if (relation === undefined && nodes[kind] === undefined) problems.push(`unknown kind ${kind}`);
    for (const [id, attributes] of Object.entries(all)) {
      if (!/^_:/.test(id) && !prefixes.includes(id.split(':')[0] ?? '')) problems.push(`${id} has no known prefix`);
      for (const [role, node] of relation ?? []) {
        const named = attributes[role];
        if (typeof named !== 'string' || nodes[node]?.has(named) !== true)
          problems.push(`${kind} ${id}: ${role} names no ${node}`);
      }
    }
  }
  return problems;
}

const relations: Readonly<Record<string, readonly (readonly [role: string, node: string])[]>> = {
  wasGeneratedBy: [
    ['prov:entity', 'entity'],
    ['prov:activity', 'activity'],
  ],
  used: [
    ['prov:activity', 'activity'],
    ['prov:entity', 'entity'],
  ],
  wasAssociatedWith: [
    ['prov:activity', 'activity'],
    ['prov:agent', 'agent'],
  ],
  wasAttributedTo: [
    ['prov:entity', 'entity'],
    ['prov:agent', 'agent'],
  ],
  actedOnBehalfOf: [
    ['prov:delegate', 'agent'],
    ['prov:responsible', 'agent'],
  ],
  wasRevisionOf: [
    ['prov:generatedEntity', 'entity'],
    ['prov:usedEntity', 'entity'],
  ],
  wasInvalidatedBy: [
    ['prov:entity', 'entity'],
    ['prov:activity', 'activity'],
  ],
};
