import type { SubjectId } from '../../../events/envelope.ts';
import { session } from '../../session/session.svelte.ts';
import { membershipFor } from '../../session/may.ts';
import type { RegionTable } from './region-table.svelte.ts';

/** What of a region's table rights depend on. */
type Table = Pick<RegionTable, 'past' | 'state' | 'id'>;

/**
 * May the signed-in person give this here, by the table of rights by which the server decides? Never of what was.
 * @param subject what is made new is named by its kind alone: `prj_`
 */
export const may = (table: Table, type: string, subject: SubjectId, data: Readonly<Record<string, unknown>> = {}) =>
  asWhom(table, type, subject, data) !== undefined;

/** The organisation in whose name he may give it; undefined: none. */
export function asWhom(
  { past, state, id }: Table,
  type: string,
  subject: SubjectId,
  data: Readonly<Record<string, unknown>> = {},
): SubjectId | undefined {
  if (past) return undefined;
  return membershipFor(session.person?.memberships, { state, region: id }, { type, subject, data })?.organisation;
}

/** May he give this whatever it is about: for what any role of a kind may do, where no table lies open. */
const mayAnywhere = (type: string, subject: SubjectId): boolean =>
  may({ past: false, state: { streams: {} }, id: '' }, type, subject);
export const isSteward = (): boolean => mayAnywhere('RegisterOrganisation', 'org_');
export const isGovernment = (): boolean => mayAnywhere('StartIntervention', 'int_');
