import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCommandId } from './ids.ts';
import { listening, type Answer, type Person, type TestServer } from './server-harness.ts';

/** What is calculated for a plan, over the wire: who is told what, and outcomes that nobody can make up. */

let server: TestServer;
const people = {} as Record<'noor' | 'daan' | 'joost' | 'bram' | 'fatima' | 'sanne', Person>;
let heat: string;

beforeAll(async () => {
  server = await listening();
  for (const name of ['noor', 'daan', 'joost', 'bram', 'fatima', 'sanne'] as const)
    people[name] = await server.as(`act_demo-${name}`);
  heat = server.id('pln', 'heat');
});
afterAll(() => server.stop());

const fresh = (prefix: string): string => `${prefix}_${newCommandId()}`;

async function give(who: Person, type: string, subject: string, data: Record<string, unknown>): Promise<Answer> {
  const basis = async (): Promise<Answer> => who.give({ type, subject, data });
  const answer = await basis();
  const { code, values } = answer.body as { code?: string; values?: { field: string; command: string } };
  if (code !== 'EDIT_CONFLICT' || !values) return answer;
  return who.give({ type, subject, data, basis: { [values.field]: values.command } });
}

async function done(...args: Parameters<typeof give>): Promise<Answer> {
  const answer = await give(...args);
  expect(answer.status, answer.text).toBe(200);
  return answer;
}

interface Calculation {
  figures: { key: string; value: number }[];
  lines: { input: string; of?: string; value?: unknown; hidden?: true; missing?: { reason: string } }[];
  members?: { of: string; shapleyMW: number }[];
  warnings: string[];
}
const read = async (who: Person, plan: string, query = ''): Promise<Calculation> => {
  const { status, body, text } = await who.get(`/api/plans/${plan}/calculation${query}`);
  expect(status, text).toBe(200);
  return body as unknown as Calculation;
};
const figure = ({ figures }: Calculation, key: string): number | undefined =>
  figures.find((one) => one.key === key)?.value;

describe('a plan for heat', () => {
  test('its participants see figures with both emission numbers, and what follows from what they type', async () => {
    const now = await read(people.noor, heat);
    expect(figure(now, 'matchedMWh')).toBe(30_250);
    expect(figure(now, 'scope1Tonnes')! - figure(now, 'systemTonnes')!).toBeGreaterThan(0);
    const typed = encodeURIComponent(JSON.stringify({ routeLengthKm: 6, title: 7, strange: 1 }));
    const then = await read(people.daan, heat, `?typed=${typed}`);
    expect(figure(then, 'capexEUR')).toBeGreaterThan(figure(now, 'capexEUR')! * 1.3);
    expect(figure(await read(people.daan, heat), 'capexEUR')).toBe(figure(now, 'capexEUR'));
  });

  test('who takes no part is told so, and somebody from outside that there is no such plan', async () => {
    const [region, outside] = await Promise.all(
      [people.joost, people.bram].map((who) => who.get(`/api/plans/${heat}/calculation`)),
    );
    expect(region!.body).toMatchObject({ withheld: { code: 'CALCULATION_FOR_PARTICIPANTS' } });
    expect((region!.body['withheld'] as { sentences: { nl: string } }).sentences.nl).toMatch(/deelnemers/);
    expect([outside!.status, outside!.body['code']]).toEqual([404, 'NOT_FOUND']);
    const bad = await people.noor.get(`/api/plans/${heat}/calculation?typed=nonsense`);
    expect(bad.body['code']).toBe('INVALID_REQUEST');
  });

  test('a made-up outcome is not recorded; the server’s own is, and comes out again when all has changed since', async () => {
    const made = { outputs: { levelisedCostEURPerMWh: 1 }, hash: 'ab'.repeat(32) };
    const lie = await give(people.noor, 'TakeCalculationSnapshot', heat, { snapshotId: fresh('snp'), calc: 'shared-heat', ...made }); // prettier-ignore
    expect([lie.status, lie.body['code']]).toEqual([422, 'SNAPSHOT_DIFFERS']);
    const other = await give(people.noor, 'TakeCalculationSnapshot', heat, { snapshotId: fresh('snp'), calc: 'hydrogen-hub' }); // prettier-ignore
    expect(other.body['code']).toBe('CALCULATION_UNKNOWN');

    const cost = figure(await read(people.noor, heat), 'levelisedCostEURPerMWh');
    const snapshots = { heat: fresh('snp'), balance: fresh('snp') };
    const taken = await done(people.noor, 'TakeCalculationSnapshot', heat, { snapshotId: snapshots.heat, calc: 'shared-heat' }); // prettier-ignore
    await done(people.noor, 'TakeCalculationSnapshot', heat, { snapshotId: snapshots.balance, calc: 'plan-balance' });
    const [event] = taken.body['events'] as { index: number; data: Record<string, unknown> }[];
    expect(event!.data).toMatchObject({ inputIndex: event!.index - 1, paramVersion: 0, outputs: { levelisedCostEURPerMWh: cost } }); // prettier-ignore
    expect(event!.data['code']).toMatchObject({ commit: expect.stringMatching(/^calc-[0-9a-f]{40}$/) as string });

    await done(people.noor, 'SetPlanDetail', heat, { field: 'routeLengthKm', value: 9 });
    await done(people.noor, 'WithdrawResidualHeat', server.id('sit', 'klinker'), { offerId: server.id('ofr', 'klinker'), reason: 'De oven gaat dicht', from: '2025-01-01' }); // prettier-ignore
    await done(people.daan, 'LeavePlan', heat, { orgId: server.id('org', 'polderwit'), reason: 'Geen belang meer' });
    expect((await read(people.noor, heat)).figures).toEqual([]);
    for (const id of Object.values(snapshots)) {
      const again = await people.noor.get(`/api/plans/${heat}/snapshots/${id}`);
      expect(again.body, again.text).toMatchObject({ id, equal: true, code: 'same' });
    }
    // what is not there any more cannot be recorded again
    const now = await give(people.noor, 'TakeCalculationSnapshot', heat, { snapshotId: fresh('snp'), calc: 'shared-heat' }); // prettier-ignore
    expect(now.body['code']).toBe('CALCULATION_INCOMPLETE');
    // of that moment it can, and comes out the same
    const then = await done(people.noor, 'TakeCalculationSnapshot', heat, { snapshotId: fresh('snp'), calc: 'shared-heat', inputIndex: event!.index - 1, outputs: event!.data['outputs'] }); // prettier-ignore
    expect((then.body['events'] as (typeof event)[])[0]!.data['hash']).toBe(event!.data['hash']);
    expect((await people.joost.get(`/api/plans/${heat}/snapshots/${snapshots.heat}`)).body['code']).toBe('CALCULATION_FOR_PARTICIPANTS'); // prettier-ignore
  });
});

describe('a group behind one contract', () => {
  const CANARY = 4.321;
  const plan = fresh('pln');
  const members = { noor: 'klinker', daan: 'polderwit', fatima: 'watermerk', joost: 'helder' } as const;
  const names = Object.keys(members) as (keyof typeof members)[];

  async function upload(name: keyof typeof members, MW: (hour: number) => number): Promise<void> {
    const site = server.id('sit', members[name]);
    const content = Array.from({ length: 8_760 }, (_, hour) => MW(hour)).join('\n');
    const query = new URLSearchParams({ subject: site, name: 'load.csv', year: '2025', unit: 'MW' });
    const sent = await people[name].ask(`/api/files?${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: content }); // prettier-ignore
    expect(sent.status, sent.text).toBe(200);
    const { address, hash, profile } = sent.body as { address: string; hash: string; profile: { peakMW: number } };
    await done(people[name], 'UploadLoadProfile', site, { fileId: address, hash, year: 2025, step: 'PT1H', peakMW: profile.peakMW }); // prettier-ignore
  }

  async function consent(name: keyof typeof members): Promise<string> {
    const consentId = fresh('cns');
    const about = { siteIds: [], dataClass: 'LOAD_PROFILE', audience: 'PLAN', purpose: 'CALCULATION' };
    await done(people[name], 'GiveDataConsent', server.id('org', members[name]), { consentId, ...about, from: '2020-01-01', to: '2049-12-31' }); // prettier-ignore
    return consentId;
  }

  beforeAll(async () => {
    await done(people.noor, 'StartSynergyPlan', plan, { regionId: server.id('reg', 'region'), kind: 'JOINT_GRID_GTO', title: 'Samen aangesloten', initiatorOrg: server.id('org', 'klinker') }); // prettier-ignore
    for (const name of names) {
      const [orgId, site] = [server.id('org', members[name]), server.id('sit', members[name])];
      if (name !== 'noor') await done(people.noor, 'InviteParticipant', plan, { orgId, role: 'MEMBER' });
      await done(people[name], 'JoinPlan', plan, { orgId, role: 'MEMBER', siteIds: [site] });
      const contract = { connectionId: fresh('con'), offtakeMW: 5, feedInMW: 0, physicalMVA: 8, voltageKV: 10 };
      await done(people[name], 'RecordConnectionContract', site, { ...contract, right: 'FIRM', from: '2020-01-01' });
      await upload(name, (hour) => (name === 'daan' && hour === 7 ? CANARY : (hour + names.indexOf(name)) % 4));
    }
  });

  test('there is a number only once all have consented, and none again when one withdraws', async () => {
    for (const name of names.slice(1)) await consent(name);
    const without = await read(people.daan, plan);
    expect(without.figures).toEqual([]);
    expect(without.lines.filter(({ missing }) => missing?.reason === 'NO_CONSENT')).toHaveLength(1);
    const consentId = await consent('noor');
    expect(figure(await read(people.daan, plan), 'groupPeakMW')).toBeGreaterThan(0);
    await done(people.noor, 'WithdrawDataConsent', server.id('org', 'klinker'), { consentId, from: '2020-01-02' });
    expect((await read(people.daan, plan)).figures).toEqual([]);
    // rights are today's, also for the moment at which the consent stood
    const at = (await people.daan.get(`/api/history?subject=${server.id('org', 'klinker')}&type=DataConsentGiven`)).body['entries'] as { index: number }[]; // prettier-ignore
    expect((await read(people.daan, plan, `?at=${at[0]!.index}`)).figures).toEqual([]);
    await consent('noor');
  });

  test('each sees the total and its own part; another’s peak leaves in no form', async () => {
    const own = await read(people.daan, plan);
    expect(own.members!.map(({ of }) => of)).toEqual([server.id('sit', 'polderwit')]);
    expect(JSON.stringify(own)).toContain(String(CANARY));
    const other = await people.noor.get(`/api/plans/${plan}/calculation`);
    expect(other.text).not.toContain('4.32');
    expect(figure(other.body as unknown as Calculation, 'groupPeakMW')).toBe(figure(own, 'groupPeakMW'));

    const snapshotId = fresh('snp');
    const taken = await done(people.noor, 'TakeCalculationSnapshot', plan, { snapshotId, calc: 'joint-connection' });
    expect(taken.text).not.toContain('4.32');
    expect((await people.fatima.get(`/api/plans/${plan}/snapshots/${snapshotId}`)).body).toMatchObject({ equal: true });
  });
});
