import type { VisibleEvent } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { DossierContent } from './content.ts';

type Attributes = Record<string, unknown>;
type Records = Record<string, Attributes>;

/** W3C PROV-JSON: a state of the decision is an entity, a command an activity, persons and organisations are agents. */
export interface ProvDocument {
  prefix: Record<string, string>;
  entity: Records;
  activity: Records;
  agent: Records;
  wasGeneratedBy: Records;
  used: Records;
  wasAssociatedWith: Records;
  wasAttributedTo: Records;
  actedOnBehalfOf: Records;
  wasRevisionOf: Records;
  wasInvalidatedBy: Records;
}

/** How the decision came about, for tools that read provenance. */
export function provOf(content: DossierContent): ProvDocument {
  const { id, history, cited, inputs, decision } = content;
  const prov: ProvDocument = {
    prefix: { rt: 'urn:regiotafel:', prov: 'http://www.w3.org/ns/prov#', xsd: 'http://www.w3.org/2001/XMLSchema#' },
    ...{ entity: {}, activity: {}, agent: {}, wasGeneratedBy: {}, used: {}, wasAssociatedWith: {} },
    ...{ wasAttributedTo: {}, actedOnBehalfOf: {}, wasRevisionOf: {}, wasInvalidatedBy: {} },
  };
  let before: string | undefined;
  for (const event of history) before = addEvent(prov, event, content, before);
  const taking = history.find((event) => event.type === 'DecisionTaken');
  if (!taking) return prov;
  const activity = activityOf(taking);
  if (inputs) {
    const known = `rt:log/${inputs.index}`;
    prov.entity[known] = { 'prov:type': 'rt:KnowledgeAt', 'rt:index': inputs.index, 'rt:recordedAt': inputs.at };
    prov.used['_:knowledge'] = { 'prov:activity': activity, 'prov:entity': known };
  }
  for (const event of cited) {
    const fact = entityOf(event);
    prov.entity[fact] = {
      'prov:type': `rt:${event.type}`,
      'rt:index': event.index,
      'rt:subject': subjectOf(event.stream),
    };
    prov.used[`_:cited-${event.index}`] = { 'prov:activity': activity, 'prov:entity': fact };
  }
  for (const snapshot of decision.taken?.snapshotIds ?? []) {
    prov.entity[`rt:${snapshot}`] = { 'prov:type': 'rt:CalculationSnapshot' };
    prov.used[`_:${snapshot}`] = { 'prov:activity': activity, 'prov:entity': `rt:${snapshot}` };
  }
  if (decision.supersedes !== undefined) {
    prov.entity[`rt:${decision.supersedes}`] = { 'prov:type': 'rt:Decision' };
    prov.wasRevisionOf[`_:supersedes`] = {
      'prov:generatedEntity': `rt:${id}/${taking.index}`,
      'prov:usedEntity': `rt:${decision.supersedes}`,
    };
  }
  return prov;
}

/** The act, what came of it, and who did it for whom. Returns the entity. */
function addEvent(
  prov: ProvDocument,
  event: VisibleEvent,
  content: DossierContent,
  before: string | undefined,
): string {
  const { meta, index, data, type } = event;
  const entity = `rt:${content.id}/${index}`;
  const activity = activityOf(event);
  const person = `rt:${meta.actor}`;
  const organisation = `rt:${meta.organisation}`;
  prov.entity[entity] = { 'prov:type': 'rt:DecisionState', 'rt:index': index, 'rt:event': event.id };
  prov.activity[activity] = {
    ...{ 'prov:type': `rt:${type}`, 'prov:startTime': meta.recordedAt, 'prov:endTime': meta.recordedAt },
  };
  prov.agent[person] = { 'prov:type': meta.actor === 'act_system' ? 'prov:SoftwareAgent' : 'prov:Person' };
  prov.agent[organisation] = {
    'prov:type': 'prov:Organization',
    'prov:label': content.names[meta.organisation] ?? meta.organisation,
  };
  const mandate = typeof data['mandateId'] === 'string' ? `rt:${data['mandateId']}` : undefined;
  if (mandate !== undefined) prov.entity[mandate] = { 'prov:type': 'prov:Plan' };
  prov.wasGeneratedBy[`_:generated-${index}`] = {
    ...{ 'prov:entity': entity, 'prov:activity': activity, 'prov:time': meta.recordedAt },
  };
  prov.wasAssociatedWith[`_:associated-${index}`] = {
    ...{ 'prov:activity': activity, 'prov:agent': person, 'prov:role': meta.role },
    ...(mandate === undefined ? {} : { 'prov:plan': mandate }),
  };
  prov.wasAttributedTo[`_:attributed-${index}`] = { 'prov:entity': entity, 'prov:agent': organisation };
  prov.actedOnBehalfOf[`_:behalf-${index}`] = {
    ...{ 'prov:delegate': person, 'prov:responsible': organisation, 'prov:activity': activity },
  };
  if (before !== undefined) {
    prov.used[`_:before-${index}`] = { 'prov:activity': activity, 'prov:entity': before };
    prov.wasRevisionOf[`_:revision-${index}`] = { 'prov:generatedEntity': entity, 'prov:usedEntity': before };
  }
  if (before !== undefined && (type === 'DecisionRevoked' || type === 'DecisionSuperseded'))
    prov.wasInvalidatedBy[`_:ended-${index}`] = { 'prov:entity': before, 'prov:activity': activity };
  return entity;
}

const activityOf = (event: VisibleEvent): string => `rt:command/${event.meta.command}`;
const entityOf = (event: VisibleEvent): string => `rt:event/${event.id}`;
