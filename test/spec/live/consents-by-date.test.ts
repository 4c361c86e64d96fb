import { expect, test } from 'vitest';
import { streamOf } from '../../../events/ids.ts';
import { Rooms } from '../../../server/live/rooms.ts';
import { ReadModelFile } from '../../../server/readmodels/file.ts';
import { RunningReadModels } from '../../../server/readmodels/read-models.ts';
import { id, recorded } from '../given.ts';
import { story } from '../recorded/story.ts';

/** A consent of one day is there for that day, in windows that stay open over its beginning and its end. */

const OWNER = id('org', 1);
const REGION = `region:${id('reg', 1)}`;
const consent = {
  ...{ consentId: id('cns', 50), siteIds: [], dataClass: 'ENERGY_USE', audience: 'PARTNERS', purpose: 'PLAN' },
  ...{ from: '2026-06-02', to: '2026-06-02' },
};

test('who watches gets a reset on the day that a consent begins, and on the day after its last', () => {
  let today = '2026-06-01';
  const models = new RunningReadModels(ReadModelFile.open(':memory:'), [], () => today);
  const events = [
    ...story().events,
    recorded(streamOf(OWNER)?.stream ?? '', story().events.length, { type: 'DataConsentGiven', data: consent }),
  ];
  models.handle(events, { index: events.length - 1, position: String(events.length - 1) });
  const member = (organisation: string) => models.grants([{ organisation, role: 'COMPANY', regionIds: [] }]);
  const rooms = new Rooms(models);
  const partner = rooms.enter(REGION, member(id('org', 99)));
  const nobody = rooms.enter(REGION, models.grants([]));
  const owner = rooms.enter(REGION, member(OWNER));
  const read = (): boolean =>
    models.sees(partner.grants, `site-${id('sit', 1).slice(4)}`)('P3', { data: 'ENERGY_USE' });
  const resets = (): unknown[] => {
    rooms.lookAgain();
    return rooms.settle().resets;
  };

  expect([read(), resets()]).toEqual([false, []]);
  const views = [partner.view];
  today = '2026-06-02';
  expect([read(), resets()]).toEqual([true, [partner]]);
  expect(resets()).toEqual([]);
  views.push(partner.view);
  today = '2026-06-03';
  expect([read(), resets()]).toEqual([false, [partner]]);
  views.push(partner.view);
  // who was away over midnight cannot go on from what he held
  expect(views[1]).not.toBe(views[0]);
  expect(views[2]).not.toBe(views[1]);
  expect([nobody.watchers, owner.watchers]).toEqual([1, 1]);
  models.close();
});
