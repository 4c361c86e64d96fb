import type { Role } from '../../../events/envelope.ts';
import { session } from '../../session/session.svelte.ts';

/** What the signed-in person may do here, as the server will say: buttons that would be refused are not shown. */

const memberships = () => session.person?.memberships ?? [];

/** Does one of his organisations own it, as a company? */
export const ownsAsCompany = (organisation: string): boolean =>
  memberships().some((one) => one.role === 'COMPANY' && one.organisation === organisation);

export const isSteward = (): boolean => session.is('STEWARD');

/** Is it his network, or may he correct any? */
export const mayChangeNetwork = (operator: string): boolean =>
  isSteward() || memberships().some((one) => one.role === 'DSO_TSO' && one.organisation === operator);

/** Networks that he may add to: those of his own organisations. Undefined: any. */
export const ownNetworks = (): string[] =>
  memberships().flatMap((one) => (one.role === 'DSO_TSO' ? [one.organisation] : []));

const governments: readonly Role[] = ['PROVINCE', 'RVO', 'PROGRAMME_LEAD'];
export const isGovernment = (): boolean => memberships().some(({ role }) => governments.includes(role));

/** The government in whose name he endorses. */
export const ownGovernment = (): string | undefined =>
  memberships().find(({ role }) => governments.includes(role))?.organisation;

const noPartners: readonly Role[] = ['STEWARD', 'AUDITOR'];
export const isPartner = (): boolean => memberships().some(({ role }) => !noPartners.includes(role));

/** Is it one of his organisations, in a role that takes part? */
export const isOwn = (organisation: string): boolean =>
  memberships().some((one) => one.organisation === organisation && !noPartners.includes(one.role));
