import { isHidden, type RecordedEvent, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { amsterdamDay, lastRecorded } from '../../events/timeline.ts';
import { decisionView, type DecisionView } from '../../projections/decision-view/decision-view.ts';
import { planView, type PlanView } from '../../projections/plan-view/plan-view.ts';
import {
  organisationNames,
  regionOverview,
  type RegionOverview,
} from '../../projections/region-overview/region-overview.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';
import type { Attachment } from './attachments.ts';
import { snapshotEvents, type DossierSnapshot } from './snapshots.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** What was known at the moment on which a decision rests, as far as the reader may see it today. */
export interface Inputs {
  readonly index: number;
  readonly at: string;
  readonly regions: readonly Pick<RegionOverview, 'id' | 'name' | 'figures' | 'partners'>[];
  readonly plans: readonly Omit<PlanView, 'comments'>[];
}

/** Everything that a dossier tells of a decision, redacted for one reader; the same in every form. */
export interface DossierContent {
  readonly format: 'regiotafel-dossier';
  readonly version: 1;
  readonly id: SubjectId;
  /** The last event that it tells of; all dates and states are as right after it. */
  readonly asOf: { readonly index: number; readonly at: string };
  readonly decision: DecisionView;
  readonly regions: readonly { readonly id: SubjectId; readonly name: string; readonly cbsCode?: string }[];
  /** Names of the organisations, plans and sites that are spoken of. */
  readonly names: Readonly<Record<SubjectId, string>>;
  readonly inputs?: Inputs;
  readonly cited: readonly VisibleEvent[];
  /** Calculations that it rests on, each done again. */
  readonly snapshots?: readonly DossierSnapshot[];
  /** Files that the events name. */
  readonly attachments?: readonly Attachment[];
  /** What happened to the decision, oldest first. */
  readonly history: readonly VisibleEvent[];
}

/** The content of a decision's dossier, and the events it stands on, in log order. Undefined: to this reader there is none. */
export function dossierContent(
  readModels: RunningReadModels,
  grants: GrantSet,
  id: SubjectId,
):
  | { content: DossierContent; events: readonly RecordedEvent[]; whole: boolean; calculated: readonly RecordedEvent[] }
  | undefined {
  const stream = streamOf(id);
  if (stream?.kind !== 'decision') return undefined;
  const register = topicProjection.view(readModels.topicState('decisions'), readModels.viewer(grants));
  const own = readModels.eventsIn(stream.stream);
  const seen = (events: readonly RecordedEvent[]): VisibleEvent[] =>
    events.flatMap((event) => readModels.inHistory(event, grants) ?? []);
  const history = seen(own);
  const last = history.at(-1);
  const decision = last && decisionView(register, id, amsterdamDay(last.meta.recordedAt));
  if (!last || !decision) return undefined;
  const cited = (decision.taken?.citedEventIds ?? []).flatMap((event) => readModels.eventById(event) ?? []);
  const calculated = snapshotEvents(readModels, grants, decision.taken?.snapshotIds ?? []);
  const mandates = mandateEvents(decision).flatMap((event) => readModels.eventById(event) ?? []);
  const regionIds = decision.publicOnly
    ? (decision.publications.at(-1)?.document.regionIds ?? [])
    : decision.subjectIds.filter((one) => one.startsWith('reg_'));
  const around = tables(readModels, grants, regionIds);
  const inputs = decision.taken && inputsOf(readModels, grants, decision, regionIds);
  const content: DossierContent = {
    ...{ format: 'regiotafel-dossier', version: 1, id, decision, history },
    asOf: { index: last.index, at: last.meta.recordedAt },
    regions: regionIds.map((region) => regionName(around, region)),
    names: namesOf([register, ...around], decision, [...history, ...seen(cited)]),
    ...(inputs === undefined ? {} : { inputs }),
    cited: seen(cited),
  };
  const standsOn = [...own, ...cited, ...mandates, ...calculated].filter(
    (event) => readModels.inHistory(event, grants) !== undefined,
  );
  const events = [...new Map(standsOn.map((event) => [event.index, event])).values()];
  const whole = history.length === own.length && !decision.publicOnly;
  return { content, events: events.sort((a, b) => a.index - b.index), whole, calculated };
}

function tables(
  readModels: RunningReadModels,
  grants: GrantSet,
  regions: readonly string[],
  at?: number,
): TopicState[] {
  return regions.map((region) =>
    topicProjection.view(readModels.topicState(`region:${region}`, at), readModels.viewer(grants)),
  );
}

/** The grants of the mandates that were used, and their ends. */
function mandateEvents({ takenUnder, endorsements }: DecisionView): string[] {
  return [takenUnder, ...endorsements].flatMap((use) =>
    [use?.mandate?.granted.event, use?.mandate?.revoked?.event].filter((event) => event !== undefined),
  );
}

function inputsOf(
  readModels: RunningReadModels,
  grants: GrantSet,
  { taken, subjectIds }: DecisionView,
  regionIds: readonly string[],
): Inputs | undefined {
  const index = taken?.inputIndex ?? -1;
  const at = readModels.instantOf(index);
  if (at === undefined) return undefined;
  const on = amsterdamDay(at);
  const states = tables(readModels, grants, regionIds, index);
  const plans = subjectIds.filter((one) => one.startsWith('pln_'));
  return {
    ...{ index, at },
    regions: states.flatMap((state, n) => {
      const region = regionIds[n] ?? '';
      const view = regionOverview(state, region, on, (site) => readModels.liesIn(site, region));
      return view ? [{ id: view.id, name: view.name, figures: view.figures, partners: view.partners }] : [];
    }),
    plans: plans.flatMap((plan) => {
      const view = states.map((state) => planView(state, plan, on)).find((one) => one !== undefined);
      return view ? [withoutComments(view)] : [];
    }),
  };
}

const withoutComments = ({ comments, ...plan }: PlanView): Omit<PlanView, 'comments'> => (void comments, plan);

function regionName(states: readonly TopicState[], id: SubjectId): DossierContent['regions'][number] {
  const stream = streamOf(id)?.stream ?? '';
  const region = states.map((state) => streamState(state, 'region', stream)).find((one) => one !== undefined);
  return { id, name: region?.name ?? id, ...(region?.cbsCode === undefined ? {} : { cbsCode: region.cbsCode }) };
}

/** Names of what is spoken of, and of nothing else. */
function namesOf(
  states: readonly TopicState[],
  decision: DecisionView,
  events: readonly VisibleEvent[],
): Record<SubjectId, string> {
  const names: Record<SubjectId, string> = {};
  const spoken = new Set(JSON.stringify([decision, events]).match(/\b(?:org|reg|pln|sit)_[0-9a-f-]{36}/g) ?? []);
  for (const id of [...spoken].sort()) {
    const name = states.map((state) => nameIn(state, id)).find((one) => one !== undefined);
    if (name !== undefined) names[id] = name;
  }
  return names;
}

function nameIn(state: TopicState, id: SubjectId): string | undefined {
  const stream = streamOf(id)?.stream ?? '';
  if (id.startsWith('org_')) return state.streams[stream] && organisationNames(state)(id);
  if (id.startsWith('reg_')) return streamState(state, 'region', stream)?.name;
  const last = id.startsWith('pln_')
    ? lastRecorded(streamState(state, 'plan', stream)?.details['title'])
    : lastRecorded(streamState(state, 'site', stream)?.details['name']);
  return last === undefined || isHidden(last.value) || last.value === null ? undefined : String(last.value);
}
