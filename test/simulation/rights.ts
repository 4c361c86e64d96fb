import type { RecordedEvent } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';

/** A value that may only be seen by some: found in the bytes of every message. */
export interface Canary {
  /** Who typed it: what he knows he may be told. */
  readonly by: string;
  readonly plan: string;
  /** For megawatts, which the site's owner and table see, too. */
  readonly site?: string;
  readonly cls: 'P2' | 'P3';
}

interface Seats {
  readonly region: string;
  readonly seats: ReadonlyMap<string, { joined: boolean; sites: readonly string[] }>;
}

interface Rights {
  readonly index: number;
  readonly members: readonly { actor: string; org: string; role: string; regions: readonly string[] }[];
  readonly plans: ReadonlyMap<string, Seats>;
  readonly owners: ReadonlyMap<string, string>;
}

/** Who may see what at which index of the log, told from the events alone and without the product's own rules. */
export class RightsOverTime {
  #stands: Rights[] = [{ index: -1, members: [], plans: new Map(), owners: new Map() }];

  learn(event: RecordedEvent): void {
    const last = this.#stands.at(-1);
    const next = last && changed(last, event);
    if (next && next !== last) this.#stands.push({ ...next, index: event.index });
  }

  maySee(actor: string, canary: Canary, at: number): boolean {
    if (canary.by === actor) return true;
    const stand = this.#stands.findLast(({ index }) => index <= at);
    if (!stand) return false;
    const mine = stand.members.filter((member) => member.actor === actor);
    const plan = stand.plans.get(canary.plan);
    const seats = mine.map(({ org }) => plan?.seats.get(org));
    if (mine.some(({ role }) => role === 'STEWARD') || seats.some((seat) => seat?.joined)) return true;
    if (canary.cls === 'P2')
      return (
        seats.some((seat) => seat !== undefined) || mine.some(({ regions }) => regions.includes(plan?.region ?? '-'))
      );
    const { site } = canary;
    if (site === undefined) return false;
    if (mine.some(({ org }) => stand.owners.get(site) === org)) return true;
    return [...stand.plans.values()].some(
      (other) =>
        [...other.seats.values()].some((seat) => seat.joined && seat.sites.includes(site)) &&
        mine.some(({ org }) => other.seats.get(org)?.joined),
    );
  }
}

function changed(stand: Rights, { type, data, stream }: RecordedEvent): Rights {
  const subject = subjectOf(stream);
  const said = data as Record<string, string> & { regionIds: string[]; siteIds: string[] };
  const plan = stand.plans.get(subject);
  const seated = (joined: boolean, sites: readonly string[]): Rights => ({
    ...stand,
    plans: new Map(stand.plans).set(subject, {
      region: plan?.region ?? '',
      seats: new Map(plan?.seats).set(said['orgId'] ?? '', { joined, sites }),
    }),
  });
  switch (type) {
    case 'MembershipGranted': {
      const member = { actor: said['actorId'] ?? '', org: subject, role: said['role'] ?? '', regions: said.regionIds };
      return { ...stand, members: [...stand.members, member] };
    }
    case 'MembershipRevoked': {
      const gone = (one: Rights['members'][number]): boolean =>
        one.actor === said['actorId'] && one.org === subject && one.role === said['role'];
      return { ...stand, members: stand.members.filter((one) => !gone(one)) };
    }
    case 'SiteRegistered':
      return { ...stand, owners: new Map(stand.owners).set(subject, said['orgId'] ?? '') };
    case 'SynergyPlanStarted': {
      const seats = new Map([[said['initiatorOrg'] ?? '', { joined: true, sites: [] }]]);
      return { ...stand, plans: new Map(stand.plans).set(subject, { region: said['regionId'] ?? '', seats }) };
    }
    case 'ParticipantInvited':
      return plan?.seats.get(said['orgId'] ?? '')?.joined === true ? stand : seated(false, []);
    case 'ParticipantJoined':
      return seated(true, said.siteIds);
    case 'ParticipantLeft':
      return seated(false, []);
    default:
      return stand;
  }
}
