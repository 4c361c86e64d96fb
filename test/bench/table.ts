import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { uuidV7 } from '../../events/ids.ts';

export const newId = (): string => uuidV7(Date.now(), randomBytes(10));

/** Personas who edit in the benchmarks; each has another set of grants. */
export const editors = ['noor', 'daan', 'fatima', 'joost', 'sanne', 'pieter', 'lotte'] as const;
export type Editor = (typeof editors)[number];

/** Somebody signed in at a running server, over HTTP. */
export interface Signed {
  readonly cookie: string;
  give(command: Record<string, unknown>): Promise<Record<string, unknown>>;
}

export async function signIn(url: string, persona: string): Promise<Signed> {
  const session = await fetch(`${url}/api/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona: `act_demo-${persona}` }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const give = async (command: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ id: newId(), ...command }),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${String(command['type'])}: ${JSON.stringify(body)}`);
    return body;
  };
  return { cookie, give };
}

export async function connect(url: string, cookie = ''): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, extraHeaders: cookie === '' ? {} : { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

export interface BenchPlan {
  readonly region: string;
  readonly topic: string;
  readonly plan: string;
}

/** Regions with one plan each, at which all editors sit; made by ordinary commands. */
export async function makePlans(
  url: string,
  count: number,
): Promise<{ plans: BenchPlan[]; people: Record<Editor, Signed> }> {
  const steward = await signIn(url, 'amina');
  const people = Object.fromEntries(
    await Promise.all(editors.map(async (name) => [name, await signIn(url, name)] as const)),
  ) as Record<Editor, Signed>;
  const organisationOf = async (signed: Signed): Promise<{ id: string; role: string }> => {
    const answer = await fetch(`${url}/api/session`, { headers: { cookie: signed.cookie } });
    const { person } = (await answer.json()) as { person: { organisation: string; role: string } };
    return { id: person.organisation, role: person.role };
  };
  const plans = Array.from({ length: count }, (_, n): BenchPlan => {
    const region = `reg_${newId()}`;
    void n;
    return { region, topic: `region:${region}`, plan: `pln_${newId()}` };
  });
  for (const [n, { region }] of plans.entries()) {
    const [x, y] = [3.5 + (n % 10) * 0.3, 51 + Math.floor(n / 10) * 0.3];
    const ring = [
      [x, y],
      [x + 0.2, y],
      [x + 0.2, y + 0.2],
      [x, y + 0.2],
      [x, y],
    ];
    await steward.give({
      type: 'DefineRegion',
      subject: region,
      data: {
        name: `Meting ${n}`,
        kind: 'CUSTOM',
        geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
        provinceCodes: ['PV24'],
        municipalityCodes: [],
        example: true,
      },
    });
  }
  const seats = new Map<Editor, { id: string; role: string }>();
  for (const name of editors) {
    const own = await organisationOf(people[name]);
    seats.set(name, own);
    const data = {
      actorId: `act_demo-${name}`,
      role: own.role,
      regionIds: plans.map((p) => p.region),
      from: '2025-01-01',
    };
    await steward.give({ type: 'GrantMembership', subject: own.id, data });
  }
  const initiator = seats.get('noor')?.id;
  for (const { region, plan } of plans) {
    const start = { regionId: region, kind: 'SHARED_HEAT', title: 'Meting', initiatorOrg: initiator };
    await people.noor.give({ type: 'StartSynergyPlan', subject: plan, data: start });
    for (const name of editors) {
      const orgId = seats.get(name)?.id;
      if (orgId === initiator) continue;
      await people.noor.give({ type: 'InviteParticipant', subject: plan, data: { orgId, role: 'MEMBER' } });
      await people[name].give({ type: 'JoinPlan', subject: plan, data: { orgId, role: 'MEMBER', siteIds: [] } });
    }
  }
  return { plans, people };
}
