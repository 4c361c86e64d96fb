import { describe, expect, test } from 'vitest';
import type { RecordedEvent, VisibleEvent } from '../../../events/envelope.ts';
import { redact } from '../../../events/visibility.ts';
import { eventSpec } from '../../../events/catalogue.ts';
import { readChain } from '../../../server/readmodels/chain.ts';
import { ReadModelFile } from '../../../server/readmodels/file.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

/** What led to an event and what came of it, as somebody may see it. */

const SITE = `site-${uuid(1)}`;
const PLAN = `plan-${uuid(1)}`;
const IMPORT = `import-${uuid(1)}`;
const seesTo =
  (highest: Record<string, number>) =>
  (event: RecordedEvent): VisibleEvent | undefined => {
    const most = highest[event.stream] ?? 2;
    return redact(event, eventSpec(event.stream, event.type)?.classes ?? {}, (cls) => Number(cls.slice(1)) <= most, {
      ets: 'NONE',
    });
  };

function fileOf(...happened: [stream: string, event: Happened][]): { file: ReadModelFile; events: RecordedEvent[] } {
  const events = happened.map(([stream, event], index) => recorded(stream, index, event));
  const file = ReadModelFile.open(':memory:');
  file.write(events, { index: events.length - 1, position: '' });
  while (file.index.advance());
  return { file, events };
}
const eventId = (index: number): string => recorded(PLAN, index, { type: '', data: {} }).id;
const after = (cause: number): NonNullable<Happened['meta']> => ({
  $causationId: eventId(cause),
  $correlationId: uuid(100),
});

const pledged = fileOf(
  [SITE, { type: 'SiteCapacityReserved', data: { contributionId: id('ctr'), planId: id('pln'), MW: 3 } }],
  [
    PLAN,
    { type: 'ContributionPledged', data: { contributionId: id('ctr'), amount: 3, from: '2027-01-01' }, meta: after(0) },
  ],
  [PLAN, { type: 'CommentPlaced', data: { commentId: id('cmt'), text: 'gezien' }, meta: after(1) }],
  [PLAN, { type: 'ContributionChanged', data: { contributionId: id('ctr'), old: 3, new: 4 } }],
);

describe('the chain of an event', () => {
  test('leads up to the command and down to all that follows, and to what stood before and next', () => {
    const all = seesTo({ [SITE]: 4, [PLAN]: 4 });
    const chain = readChain(pledged.file, eventId(1), all);
    expect(chain?.causes.map(({ type }) => type)).toEqual(['SiteCapacityReserved']);
    expect(chain?.effects.map(({ event, depth }) => [event.type, depth])).toEqual([['CommentPlaced', 0]]);
    expect(chain?.next?.type).toBe('ContributionChanged');
    const root = readChain(pledged.file, eventId(0), all);
    expect(root?.effects.map(({ event, depth }) => [event.type, depth])).toEqual([
      ['ContributionPledged', 0],
      ['CommentPlaced', 1],
    ]);
  });

  test('leaves out what one may not see, and goes on beyond it', () => {
    const fromAfar = seesTo({ [SITE]: 2, [PLAN]: 2 });
    expect(readChain(pledged.file, eventId(0), fromAfar)).toBeUndefined();
    const chain = readChain(pledged.file, eventId(2), fromAfar);
    expect(chain?.causes.map(({ type }) => type)).toEqual(['ContributionPledged']);
    expect(JSON.stringify(readChain(pledged.file, eventId(1), fromAfar))).not.toContain('"amount":3');
  });

  test('an import’s events are its effects: the first hundred, and that there are more', () => {
    const { file } = fileOf(
      [IMPORT, { type: 'ImportStarted', data: { format: 'eutl', fileId: 'f', hash: 'h', rows: 300 } }],
      ...Array.from({ length: 300 }, (_, n): [string, Happened] => [
        `site-${uuid(n + 1)}`,
        { type: 'SiteDetailSet', data: { field: 'name', value: `Oven ${n}` }, meta: after(0) },
      ]),
    );
    const chain = readChain(file, eventId(0), seesTo({}));
    expect([chain?.effects.length, chain?.moreEffects]).toEqual([100, true]);
    expect(readChain(file, eventId(7), seesTo({}))?.causes.map(({ type }) => type)).toEqual(['ImportStarted']);
  });

  test('a correction points at what it corrects, and that at its corrections', () => {
    const { file } = fileOf(
      [PLAN, { type: 'PlanDetailSet', data: { field: 'pipeDN', value: 20 } }],
      [
        PLAN,
        {
          type: 'FactCorrected',
          data: { targetEventId: eventId(0), field: 'value', old: 20, new: 200, reason: 'typefout' },
        },
      ],
    );
    expect(readChain(file, eventId(1), seesTo({}))?.corrects?.type).toBe('PlanDetailSet');
    expect(readChain(file, eventId(0), seesTo({}))?.corrections.map(({ id: one }) => one)).toEqual([eventId(1)]);
  });
});
