import { isHidden } from '../envelope.ts';
import { amsterdamDay } from '../timeline.ts';
import type { Condition, DecisionState, Taken } from './state.ts';
import type { Disclosed, PublicCopy, Redaction } from './types.ts';

/** A part of the public copy that may be withheld: its name and what stands in it. */
export interface PublicField {
  readonly field: string;
  readonly value: string | number;
}

/** Everything of a decision that can be withheld on a ground. Empty texts are left out: there is nothing to withhold. */
export function publicFields(state: DecisionState): PublicField[] {
  const alternatives = Object.values(state.alternatives).flatMap(({ id, label, pros, cons }) => [
    { field: `alternative.${id}.label`, value: label },
    { field: `alternative.${id}.pros`, value: pros },
    { field: `alternative.${id}.cons`, value: cons },
  ]);
  const conditions = Object.values(state.conditions).map(({ id, text }) => ({ field: `condition.${id}`, value: text }));
  const dissents = Object.entries(state.dissents).map(([org, { value }]) => ({
    field: `dissent.${org}`,
    value: isHidden(value) ? '' : value,
  }));
  const fields: PublicField[] = [
    { field: 'question', value: state.question },
    { field: 'motivation', value: state.taken?.motivation ?? '' },
    ...(state.taken && state.taken.amountEUR > 0 ? [{ field: 'amountEUR', value: state.taken.amountEUR }] : []),
    ...alternatives,
    ...conditions,
    ...dissents,
  ];
  return fields.filter(({ value }) => value !== '');
}

/** The decision as the public will read it, with what is withheld replaced by its ground. */
export function publicCopy(state: DecisionState, taken: Taken, redactions: readonly Redaction[]): PublicCopy {
  const grounds = new Map(redactions.map(({ field, ground }) => [field, ground]));
  const shown = <T extends string | number>(field: string, value: T): Disclosed<T> => {
    const ground = grounds.get(field);
    return ground === undefined ? value : { withheld: ground };
  };
  return {
    type: state.type,
    question: shown('question', state.question),
    regionIds: state.subjectIds.filter((id) => id.startsWith('reg_')),
    alternatives: Object.values(state.alternatives).map(({ id, label, doNothing, pros, cons }) => ({
      alternativeId: id,
      label: shown(`alternative.${id}.label`, label),
      doNothing,
      chosen: id === taken.chosen,
      pros: shown(`alternative.${id}.pros`, pros),
      cons: shown(`alternative.${id}.cons`, cons),
    })),
    motivation: shown('motivation', taken.motivation),
    ...(taken.amountEUR > 0 ? { amountEUR: shown('amountEUR', taken.amountEUR) } : {}),
    decidedBy: taken.entry.organisation,
    decidedOn: amsterdamDay(taken.entry.at),
    effectiveDate: taken.effectiveDate,
    conditions: Object.values(state.conditions).map((condition) => ({
      conditionId: condition.id,
      text: shown(`condition.${condition.id}`, condition.text),
      due: condition.due,
      state: conditionState(condition),
    })),
    endorsedBy: Object.keys(state.endorsements),
    dissents: Object.entries(state.dissents).flatMap(([orgId, { value }]) =>
      isHidden(value) ? [] : [{ orgId, text: shown(`dissent.${orgId}`, value) }],
    ),
    ...(state.supersedes === undefined ? {} : { supersedes: state.supersedes }),
  };
}

/** How a condition was settled, or that it is open. */
export function conditionState({ fulfilled, breached }: Condition): 'OPEN' | 'FULFILLED' | 'BREACHED' {
  return fulfilled ? 'FULFILLED' : breached ? 'BREACHED' : 'OPEN';
}
