import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listening, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

/** Who is told what of decisions, over real sockets: the public the copy alone, those at the table everything. */

let server: TestServer;
const watches: TopicWatch[] = [];
const people: Person[] = [];

const secret = 'Onze ketel gaat in maart uit bedrijf, dat weet nog niemand.';
const motivation = 'De vergunning kan voor de zomer rond zijn, en de gemeente legt de straat dan toch al open.';

beforeAll(async () => {
  server = await listening();
});
afterAll(async () => {
  for (const person of people) person.hangUp();
  await server.stop();
});

async function watching(persona: string | undefined, topic: string): Promise<TopicWatch> {
  const person = await server.as(persona);
  people.push(person);
  const watch = new TopicWatch(await person.connect(), topic);
  await watch.begin();
  watches.push(watch);
  return watch;
}
const heard = (watch: TopicWatch): string => JSON.stringify([watch.resets, watch.batches]);

describe('what is told of a decision', () => {
  test('to the public: nothing before it is published, then the copy; to the table: everything', async () => {
    const { id } = server;
    const decision = id('dec', 'told');
    const stream = decision.replace('dec_', 'decision-');
    const region = `region:${id('reg', 'region')}`;
    const open = [await watching(undefined, 'decisions'), await watching(undefined, region)];
    // a company of elsewhere: a programme partner without a seat at this table
    const elsewhere = await watching('act_demo-bram', 'decisions');
    const table = await watching('act_demo-pieter', 'decisions');
    const lotte = await server.as('act_demo-lotte');
    const watermerk = await server.as('act_demo-fatima');
    let content = '';
    const give = async (who: Person, type: string, data: Record<string, unknown>): Promise<void> => {
      const basis = content === '' ? {} : { basis: { content } };
      const { status, text, body } = await who.give({ type, subject: decision, data, ...basis });
      expect(status, text).toBe(200);
      if (['DraftDecision', 'AddAlternative', 'TakeDecision'].includes(type))
        content = (body['events'] as { meta: { command: string } }[])[0]?.meta.command ?? '';
    };
    await give(lotte, 'DraftDecision', {
      ...{ type: 'PRIORITY', question: 'Leggen we de straat nu open?', subjectIds: [id('reg', 'region')] },
    });
    await give(lotte, 'AddAlternative', { alternativeId: id('alt', 'told no'), label: 'Nee', doNothing: true });
    await give(lotte, 'AddAlternative', { alternativeId: id('alt', 'told yes'), label: 'Ja, nu' });
    await give(watermerk, 'RecordDissent', { orgId: id('org', 'watermerk'), text: secret });
    await give(lotte, 'TakeDecision', {
      ...{ chosen: id('alt', 'told yes'), motivation, mandateId: id('mnd', 'province'), effectiveDate: '2027-01-01' },
    });
    await table.until(() => table.events.some((event) => event.type === 'DecisionTaken'), 'the decision');
    for (const watch of [...open, elsewhere]) expect(heard(watch)).not.toContain(decision.slice(4));
    await give(lotte, 'PublishDecision', {
      channel: 'WEBSITE',
      redactions: [{ field: `dissent.${id('org', 'watermerk')}`, ground: '5.1.1c' }],
    });
    for (const watch of [...open, elsewhere]) {
      await watch.until(() => watch.state.streams[stream]?.exists === true, 'the public copy');
      expect(heard(watch)).toContain(motivation);
      expect(heard(watch)).not.toContain(secret);
      expect(watch.events.filter((event) => event.stream === stream).map((event) => event.type)).toEqual([
        'DecisionPublished',
      ]);
    }
    await table.until(() => table.events.some((event) => event.type === 'DecisionPublished'), 'the publication');
    expect(heard(table)).toContain(secret);
    await give(lotte, 'RevokeDecision', { reason: 'De gemeente stelt uit', mandateId: id('mnd', 'province') });
    for (const watch of [...open, elsewhere]) {
      await watch.until(() => watch.events.some((event) => event.type === 'DecisionRevoked'), 'its end');
      expect(heard(watch)).not.toContain('stelt uit');
      expect(watch.state.streams[stream]).toMatchObject({ ended: { value: 'REVOKED' }, status: 'DRAFT', question: '' });
    }
    const { body, text } = await (await server.as(undefined)).get(`/api/decisions/${decision}`);
    expect(body).toMatchObject({ publicOnly: true, ended: 'REVOKED', cited: [] });
    expect(text).not.toContain(secret);
  });

  test('of a proposal that one may not see: it is not there, for reading and for every command', async () => {
    const outsider = await server.as('act_demo-bram');
    const study = server.id('dec', 'study');
    expect((await outsider.get(`/api/decisions/${study}`)).status).toBe(404);
    const listed = (await outsider.get('/api/decisions')).body['decisions'] as { id: string; publicOnly: boolean }[];
    expect(listed.map((row) => row.id)).not.toContain(study);
    expect(listed.every((row) => row.publicOnly)).toBe(true);
    const { body } = await outsider.give({
      type: 'RecordDissent',
      subject: study,
      data: { orgId: server.id('org', 'smeltkroes'), text: 'Wij horen hier ook bij.' },
    });
    expect(body['code']).toBe('NOT_FOUND');
  });

  test('to an organisation that is asked, wherever it sits: the whole', async () => {
    const lotte = await server.as('act_demo-lotte');
    const decision = server.id('dec', 'asked');
    const { status } = await lotte.give({
      type: 'DraftDecision',
      subject: decision,
      data: {
        ...{
          type: 'SCOPE',
          question: 'Hoort de gieterij ook bij deze regio?',
          subjectIds: [server.id('reg', 'region')],
        },
        participants: [server.id('org', 'smeltkroes')],
      },
    });
    expect(status).toBe(200);
    const asked = await server.as('act_demo-bram');
    expect((await asked.get(`/api/decisions/${decision}`)).body).toMatchObject({ status: 'DRAFT', publicOnly: false });
    const dissent = { orgId: server.id('org', 'smeltkroes'), text: 'Wij blijven liever waar wij zijn.' };
    expect((await asked.give({ type: 'RecordDissent', subject: decision, data: dissent })).status).toBe(200);
  });
});
