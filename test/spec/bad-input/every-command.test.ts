import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, commandSpec, kindFunctions } from '../../../events/catalogue.ts';
import type { RecordedEvent, StreamName } from '../../../events/envelope.ts';
import { kindOf, streamOf } from '../../../events/ids.ts';
import { planOfText } from '../../../events/narrative/sections.ts';
import { refusalSentences } from '../../../events/refusals.ts';
import { story } from '../recorded/story.ts';
import { foreign, isStreamId, namesIn, otherUnits } from './foreign.ts';
import { otherValues } from './other-values.ts';
import { stillGiven } from './still-given.ts';
import { openStoryPath, tell, type StoryPath, type Told } from './story-path.ts';
import { wrongs } from './wrongs.ts';

/**
 * Every command of every kind with everything that can be wrong with it, worked out from the schemas and the story:
 * on the server's own command path each is refused with a code that has sentences, and nothing is recorded.
 */

let path: StoryPath;
const told = { commands: 0, tried: new Map<string, number>(), based: new Set<string>() };
/** What was taken, by the test that asks for it. */
const taken = new Map<string, Set<string>>();

const ends = new Set(
  [
    'PlanStopped',
    'PlanParked',
    'SiteClosed',
    'RegionClosed',
    'OrganisationMerged',
    'CaseClosed',
    'LessonRetired',
  ].concat(
    ['InterventionStopped', 'DecisionRevoked', 'DecisionSuperseded', 'RoundClosed', 'SelectionFrozen'],
    ['ProjectCancelled', 'ProjectRealised', 'SuggestionDismissed', 'ImportCompleted'],
  ),
);
/** Units that nobody but the one who names them knows. */
const ownUnits = new Set([
  'intervention.StartIntervention',
  'parameter.SetParameter',
  'interview.PublishRound',
  'selection.DefineSelectionModel',
  'release.ReleaseAggregate',
]);
/** Commands that bring an id for a part that is made when none stands yet. */
const bringsAnId = new Set(['selection.DeriveScore']);
/** Parts that other streams, which the system read just before, hold; and steps that do nothing when they are late. */
const ofTheSystem = new Set([
  'plan.RecordPledge',
  'site.ReleaseSiteCapacity',
  'plan.ReopenGate',
  'region.WithdrawRegionSelection',
]);

beforeAll(async () => {
  path = openStoryPath();
  told.commands = await tell(path, {
    before: async (step) => {
      await misfits(step);
      await foreignIds(step);
      await units(step);
      await ended(step);
    },
    after: staleBasis,
  });
}, 60_000);
afterAll(() => path.stop());

async function mustBeRefused(what: string, { name, command, by }: Told, case_: string, data: Record<string, unknown>) {
  const code = await path.probe({ ...command, data }, by);
  told.tried.set(what, (told.tried.get(what) ?? 0) + 1);
  if (!refuses(code)) note(what, `${name} ${case_}: ${code}`);
  return code;
}

/** A code with sentences that says what is wrong with the command, not with the moment at which it came. */
const refuses = (code: string): boolean => code in refusalSentences && !ofTheMoment.has(code);
const ofTheMoment = new Set(['BUSY', 'INTERNAL', 'OUTCOME_UNKNOWN', 'STORE_UNAVAILABLE', 'EDIT_CONFLICT']);

function note(what: string, found: string): void {
  (taken.get(what) ?? taken.set(what, new Set()).get(what))?.add(found);
}

const seen = new Set<string>();

async function misfits(step: Told): Promise<void> {
  if (seen.has(step.name)) return;
  seen.add(step.name);
  for (const { what, data } of wrongs(step.command.data, schemaOf(step), [])) {
    const code = await mustBeRefused('misfit', step, what, data);
    if (code !== 'INVALID_REQUEST') note('misfit', `${step.name} ${what}: ${code}`);
  }
}

async function foreignIds(step: Told): Promise<void> {
  const log = JSON.stringify(path.events());
  const own = JSON.stringify(path.events().filter(({ stream }) => stream === step.stream));
  const standing = ['org', 'sit', 'pln', 'reg'].flatMap((kind) => new RegExp(`${kind}_[0-9a-f-]{36}`).exec(log) ?? []);
  for (const named of namesIn(step.command.data)) {
    const ownPart = !isStreamId(named.id) && named.id.includes('_');
    const newPart = ownPart && !own.includes(named.id);
    for (const { what, data } of foreign(step.command.data, named, standing)) {
      const otherKind = what.endsWith('of another kind');
      if (
        otherKind
          ? schemaOf(step).safeParse(data).success
          : newPart || ofTheSystem.has(step.name) || (ownPart && bringsAnId.has(step.name))
      )
        continue;
      await mustBeRefused('foreign id', step, what, data);
    }
  }
}

async function units(step: Told): Promise<void> {
  if (ownUnits.has(step.name)) return;
  for (const { what, data } of otherUnits(step.command.data)) await mustBeRefused('unit', step, what, data);
}

/** With the stream that a command is about, or one that it names, taken to have ended. */
async function ended(step: Told): Promise<void> {
  const text = planOfText(step.command.subject);
  const named = [step.command.subject, ...(text ? [text] : []), ...namesIn(step.command.data).map(({ id }) => id)];
  for (const id of new Set(named.filter((one) => streamOf(one)))) {
    const stream = streamOf(id)?.stream ?? '';
    const state = path.state(stream) as { exists: boolean } | undefined;
    if (state?.exists !== true) continue;
    const of = stream === step.stream ? 'itself' : 'what names it';
    for (const event of endingsOf(stream)) {
      const over = kindFunctions(kindOf(stream)).evolve(structuredClone(state), { ...event, stream });
      const code = await path.pretending(stream, over, () => path.probe(step.command, step.by));
      told.tried.set('ended', (told.tried.get('ended') ?? 0) + 1);
      const [, type = ''] = step.name.split('.');
      const may = stillGiven.find((one) => {
        const ends = one.ended.includes(event.type) || (one.ended[0] === '*' && event.type !== 'OrganisationMerged');
        return ends && one.of === of && one.commands.includes(type);
      });
      const anyway = of === 'itself' && ['CompleteAction', 'RestateFact', 'EraseActor'].includes(type);
      if (code === 'nothing' || (code === 'taken' && (may !== undefined || anyway))) continue;
      if (!refuses(code)) note('ended', `${event.type}, ${of}: ${step.name}`);
    }
  }
}

function endingsOf(stream: StreamName): RecordedEvent[] {
  const all = story().events.filter((event) => ends.has(event.type) && kindOf(event.stream) === kindOf(stream));
  return [...new Map(all.map((event) => [event.type, event] as const)).values()];
}

/** After a value was set: another one, on a screen that did not show it yet. Where that conflicts, it always does. */
async function staleBasis(step: Told): Promise<void> {
  for (const data of otherValues(step.command.data, schemaOf(step))) {
    const bare = await path.probeAsIs({ ...step.command, data }, step.by);
    if (bare !== 'EDIT_CONFLICT') continue;
    told.based.add(step.name);
    told.tried.set('stale basis', (told.tried.get('stale basis') ?? 0) + 1);
    const field = path.conflictField();
    const stale = { ...step.command, data, basis: { [field]: step.command.id?.replace(/.$/, '0') ?? null } };
    const code = await path.probeAsIs(stale, step.by);
    if (code !== 'EDIT_CONFLICT' && stale.basis[field] !== step.command.id)
      note('stale basis', `${step.name}: ${code}`);
  }
}

function schemaOf({ command }: Told) {
  const kind = streamOf(command.subject)?.kind;
  const schema = kind && commandSpec(kind, command.type)?.schema;
  if (!schema) throw new Error(command.type);
  return schema;
}

const found = (what: string): string[] => [...(taken.get(what) ?? [])].sort();

describe('what is wrong with a command is refused, and nothing is recorded', () => {
  test('every command of every kind was tried', () => {
    const all = Object.values(catalogue).reduce((sum, { commands }) => sum + Object.keys(commands).length, 0);
    expect(told.commands).toBe(all);
    process.stdout.write(`bad input: ${[...told.tried].map(([what, n]) => `${what} ${n}`).join(', ')}\n`);
  });

  test('a field that is missing, of another type, out of range or too long', () => {
    expect(found('misfit')).toEqual([]);
    expect(told.tried.get('misfit')).toBeGreaterThan(1_500);
  });

  test('an id of another kind, or of nothing that there is', () => {
    expect(found('foreign id')).toEqual([]);
    expect(told.tried.get('foreign id')).toBeGreaterThan(400);
  });

  test('another unit', () => {
    expect(found('unit')).toEqual([]);
    expect(told.tried.get('unit')).toBeGreaterThan(5);
  });

  test('something that has ended, unless it is said why it still may', () => {
    expect(found('ended')).toEqual([]);
    expect(told.tried.get('ended')).toBeGreaterThan(400);
  });

  test('a basis that is no longer what stands', () => {
    expect(found('stale basis')).toEqual([]);
    expect([...told.based].length, [...told.based].join()).toBeGreaterThan(20);
  });
});
