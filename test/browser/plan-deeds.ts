/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { uuidV7 } from '../../events/ids.ts';
import { randomBytes } from 'node:crypto';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** What people do at their plans besides what a test looks at: over HTTP, each in the session of his own browser. */
export class Deeds {
  readonly #organisations: ReadonlyMap<string, string>;

  private constructor(organisations: ReadonlyMap<string, string>) {
    this.#organisations = organisations;
  }

  static async at(page: Page): Promise<Deeds> {
    const { body } = await ask(page, '/api/organisations');
    const rows = body['organisations'] as { id: string; name: string }[];
    const beginnings = {
      netbeheer: 'Netbeheer',
      provincie: 'Provincie',
      programma: 'Programmabureau',
      second: 'Zuivel',
    };
    return new Deeds(
      new Map(
        Object.entries(beginnings).map(([key, begin]) => [
          key,
          rows.find(({ name }) => name.startsWith(begin))?.id ?? '',
        ]),
      ),
    );
  }

  /** A second organisation joins, the letter of intent is signed, gate G1 is requested. */
  async firstGate(page: Page, plan: string, own: string, second: Page): Promise<void> {
    const other = this.#org('second');
    await give(page, 'InviteParticipant', plan, { orgId: other, role: 'MEMBER' });
    await give(second, 'JoinPlan', plan, { orgId: other, role: 'MEMBER', siteIds: [] });
    const { agreementId, paper } = await this.draft(page, plan, 'LOI');
    const signatories = [this.#org(own)];
    await give(page, 'SignAgreement', plan, { agreementId, signatories, date: today(), ...paper });
    await give(page, 'RequestGate', plan, { gate: 'G1', snapshotIds: [] });
  }

  async secondGate(page: Page, plan: string): Promise<void> {
    const snapshotId = id('snp');
    await give(page, 'TakeCalculationSnapshot', plan, { snapshotId, calc: 'plan-balance' });
    await give(page, 'RequestGate', plan, { gate: 'G2', snapshotIds: [snapshotId] });
  }

  async thirdGate(page: Page, plan: string, second: Page): Promise<void> {
    const proposalId = id('csp');
    const orgId = this.#org('second');
    const shares = [{ orgId, share: 1 }];
    await give(page, 'ProposeCostSplit', plan, { proposalId, method: 'NEGOTIATED', shares, totalEUR: 1000 });
    await give(second, 'AcceptCostSplit', plan, { proposalId, orgId });
    await this.draft(page, plan, 'JV');
    await give(page, 'RequestGate', plan, { gate: 'G3', snapshotIds: [] });
  }

  /** Drafts an agreement; returns its id and its document. */
  async draft(page: Page, plan: string, type: string): Promise<{ agreementId: string; paper: Paper }> {
    const agreementId = id('agr');
    const paper = await sent(page, plan);
    await give(page, 'DraftAgreement', plan, { agreementId, type, ...paper });
    return { agreementId, paper };
  }

  /** Adds opening the gate and doing nothing to a decision; returns the alternative of opening and the last command. */
  async alternatives(page: Page, decision: string): Promise<{ open: string; content: string }> {
    const open = id('alt');
    await give(page, 'AddAlternative', decision, alternative(id('alt'), 'Niets doen', true));
    return { open, content: await give(page, 'AddAlternative', decision, alternative(open, 'Openen', false)) };
  }

  /** The province decides on the gates of these plans, the programme lead endorses. */
  async decide(province: Page, lead: Page, plans: readonly string[]): Promise<void> {
    const decision = id('dec');
    const { regionId } = (await ask(province, `/api/plans/${plans[0]}`)).body as { regionId: string };
    const draft = { type: 'GATE', question: 'Gaan deze plannen door de volgende poort?', participants: [] };
    await give(province, 'DraftDecision', decision, { ...draft, subjectIds: [regionId, ...plans] });
    const { open, content } = await this.alternatives(province, decision);
    const taken = {
      ...{ chosen: open, mandateId: await this.#mandate(province, 'provincie'), conditions: [], citedEventIds: [] },
      motivation: 'Wat de poort vraagt is er, en de partijen hebben hun deel getekend en aanvaard.',
      effectiveDate: today(),
    };
    const by = await give(province, 'TakeDecision', decision, taken, { content });
    const mandateId = await this.#mandate(lead, 'programma');
    await give(lead, 'EndorseDecision', decision, { orgId: this.#org('programma'), mandateId }, { content: by });
  }

  /** The gate that a plan stands before. */
  async gate(page: Page, plan: string): Promise<string | undefined> {
    const { body } = await ask(page, `/api/plans/${plan}`);
    return (body['gates'] as { gate: string; stand: string }[]).find(({ stand }) => stand !== 'passed')?.gate;
  }

  #org(key: string): string {
    return this.#organisations.get(key) ?? '';
  }

  async #mandate(page: Page, key: string): Promise<string> {
    const query = `subject=${this.#org(key)}&type=MandateGranted`;
    const { body } = await ask(page, `/api/history?${query}`);
    const entries = body['entries'] as { event: { data: { mandateId: string; subject: string } } }[];
    return entries.find(({ event }) => event.data.subject === 'GATE')?.event.data.mandateId ?? '';
  }
}

const id = (prefix: string): string => `${prefix}_${uuidV7(Date.now(), randomBytes(10))}`;
const alternative = (alternativeId: string, label: string, doNothing: boolean) => ({
  ...{ alternativeId, label, doNothing, pros: '', cons: '' },
});

async function ask(page: Page, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ({ path, body }) => {
      const more =
        body === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(path, more);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    { path, body },
  );
}

interface Paper {
  readonly fileId: string;
  readonly hash: string;
}

/** A short text, sent to be named by a command. */
async function sent(page: Page, subject: string): Promise<Paper> {
  return page.evaluate(async (about) => {
    const headers = { 'content-type': 'text/plain' };
    const response = await fetch(`/api/files?subject=${about}&name=stuk.txt`, {
      ...{ method: 'POST', headers, body: 'Wij gaan het doen.' },
    });
    const { address, hash } = (await response.json()) as { address: string; hash: string };
    return { fileId: address, hash };
  }, subject);
}

/** Gives a command and returns its id. @throws what the server says when it does not record it */
async function give(
  page: Page,
  type: string,
  subject: string,
  data: Record<string, unknown>,
  basis?: Record<string, string>,
): Promise<string> {
  const command = { id: uuidV7(Date.now(), randomBytes(10)), type, subject, data, ...(basis ? { basis } : {}) };
  const { status, body } = await ask(page, '/api/commands', command);
  if (status >= 300) throw new Error(`${type}: ${JSON.stringify(body)}`);
  return command.id;
}
