import { decisionCommands } from './decision-record/commands.ts';
import { decisionEvents, decisionPayloads } from './decision-record/events.ts';
import { importCommands, importEvents, importPayloads } from './import/kind.ts';
import * as importKind from './import/kind.ts';
import { logCommands, logEvents, logPayloads } from './log/kind.ts';
import * as logKind from './log/kind.ts';
import { kindOf, type KindName } from './ids.ts';
import { liveKinds } from './kinds.ts';
import { narrativeCommands } from './narrative/commands.ts';
import { decide as decideNarrative } from './narrative/decide.ts';
import { narrativeEvents, narrativePayloads } from './narrative/events.ts';
import { organisationCommands } from './organisation/commands.ts';
import { organisationEvents, organisationPayloads } from './organisation/events.ts';
import { planCommands } from './plan/commands.ts';
import { planEvents, planPayloads } from './plan/events.ts';
import { regionCommands } from './region/commands.ts';
import { regionEvents, regionPayloads } from './region/events.ts';
import { siteCommands } from './site/commands.ts';
import { siteEvents, sitePayloads } from './site/events.ts';
import { decideRestated, restatedCommands, restatedEvents, restatedPayloads } from './restated.ts';
import { caseCommands } from './case/commands.ts';
import { caseEvents, casePayloads } from './case/events.ts';
import { infrastructureCommands } from './infrastructure/commands.ts';
import { infrastructureEvents, infrastructurePayloads } from './infrastructure/events.ts';
import { interventionCommands } from './intervention/commands.ts';
import { interventionEvents, interventionPayloads } from './intervention/events.ts';
import { interviewCommands } from './interview/commands.ts';
import { interviewEvents, interviewPayloads } from './interview/events.ts';
import { lessonCommands } from './lesson/commands.ts';
import { lessonEvents, lessonPayloads } from './lesson/events.ts';
import { parameterCommands } from './parameter/commands.ts';
import { parameterEvents, parameterPayloads } from './parameter/events.ts';
import { programmeCommands } from './programme/commands.ts';
import { programmeEvents, programmePayloads } from './programme/events.ts';
import { projectCommands } from './project/commands.ts';
import { projectEvents, projectPayloads } from './project/events.ts';
import { releaseCommands } from './release/commands.ts';
import { releaseEvents, releasePayloads } from './release/events.ts';
import { selectionCommands } from './selection/commands.ts';
import { selectionEvents, selectionPayloads } from './selection/events.ts';
import { suggestionCommands } from './suggestion/commands.ts';
import { suggestionEvents, suggestionPayloads } from './suggestion/events.ts';
import type { CommandSpec, EventSpec, KindSpec, StreamKind } from './spec.ts';
import type { StreamName } from './envelope.ts';

/**
 * The one list of all kinds of stream. Validation, permissions, history labels, offline and revert rules, OpenAPI
 * and the exhaustive tests are derived from it.
 */
export const catalogue: Readonly<Record<KindName, KindSpec>> = everywhere({
  log: { payloads: logPayloads, events: logEvents, commands: logCommands },
  organisation: { payloads: organisationPayloads, events: organisationEvents, commands: organisationCommands },
  region: { payloads: regionPayloads, events: regionEvents, commands: regionCommands },
  site: { payloads: sitePayloads, events: siteEvents, commands: siteCommands },
  plan: { payloads: planPayloads, events: planEvents, commands: planCommands },
  decision: { payloads: decisionPayloads, events: decisionEvents, commands: decisionCommands },
  narrative: { payloads: narrativePayloads, events: narrativeEvents, commands: narrativeCommands },
  import: { payloads: importPayloads, events: importEvents, commands: importCommands },
  project: { payloads: projectPayloads, events: projectEvents, commands: projectCommands },
  infrastructure: { payloads: infrastructurePayloads, events: infrastructureEvents, commands: infrastructureCommands },
  suggestion: { payloads: suggestionPayloads, events: suggestionEvents, commands: suggestionCommands },
  case: { payloads: casePayloads, events: caseEvents, commands: caseCommands },
  lesson: { payloads: lessonPayloads, events: lessonEvents, commands: lessonCommands },
  intervention: { payloads: interventionPayloads, events: interventionEvents, commands: interventionCommands },
  programme: { payloads: programmePayloads, events: programmeEvents, commands: programmeCommands },
  parameter: { payloads: parameterPayloads, events: parameterEvents, commands: parameterCommands },
  interview: { payloads: interviewPayloads, events: interviewEvents, commands: interviewCommands },
  selection: { payloads: selectionPayloads, events: selectionEvents, commands: selectionCommands },
  release: { payloads: releasePayloads, events: releaseEvents, commands: releaseCommands },
});

/** Adds to every kind what may stand in any stream. */
function everywhere(kinds: Record<KindName, KindSpec>): Record<KindName, KindSpec> {
  for (const [name, { payloads, events, commands }] of Object.entries(kinds) as [KindName, KindSpec][]) {
    kinds[name] = {
      payloads: { ...payloads, ...restatedPayloads },
      events: { ...events, ...restatedEvents },
      commands: { ...commands, ...restatedCommands },
    };
  }
  return kinds;
}

const functions = withRestating({
  ...liveKinds,
  narrative: { ...liveKinds.narrative, decide: decideNarrative },
  log: { initial: logKind.initial, evolve: logKind.evolve, decide: logKind.decide, view: logKind.view },
  import: { initial: importKind.initial, evolve: importKind.evolve, decide: importKind.decide, view: importKind.view },
});

/** The pure functions of any kind of stream. The state's type is the kind's own affair. */
export function kindFunctions(kind: KindName): StreamKind<unknown> {
  return functions[kind];
}

function withRestating(kinds: Readonly<Record<KindName, unknown>>): Readonly<Record<KindName, StreamKind<unknown>>> {
  const all = Object.entries(kinds as Record<KindName, StreamKind<unknown>>).map(([name, kind]) => {
    const decide: typeof kind.decide = (state, command, context) =>
      command.type === 'RestateFact' ? decideRestated(command) : kind.decide(state, command, context);
    return [name, { ...kind, decide }] as const;
  });
  return Object.fromEntries(all) as Record<KindName, StreamKind<unknown>>;
}

/** What the catalogue says of an event type in a stream; undefined for a type that this version does not know. */
export function eventSpec(stream: StreamName, type: string): EventSpec | undefined {
  return catalogue[kindOf(stream)]?.events[type];
}

/** What the catalogue says of a command type for a kind of stream. */
export function commandSpec(kind: KindName, type: string): CommandSpec | undefined {
  const commands = catalogue[kind].commands;
  return Object.hasOwn(commands, type) ? commands[type] : undefined;
}
