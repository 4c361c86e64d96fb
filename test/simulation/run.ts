import { planOfText } from '../../events/narrative/sections.ts';
import { standing } from './standing.ts';
import type { Base } from './base.ts';
import { acts, moods } from './acts.ts';
import { after, as, begin, elapsed, run as runClock, setTimeout, type Owner } from './clock.ts';
import type { Refused } from '../../client/live/command-queue.ts';
import { Browser } from './keep.ts';
import type { Engine } from './engines.ts';
import { Network } from './network.ts';
import { Random } from './random.ts';
import { SimulatedServer, type ServerWorld } from './server.ts';
import type { SharedStore } from './store.ts';
import { Tab, type Person } from './tab.ts';
import { Truth } from './truth.ts';
import { SimulatedKeys } from './vault.ts';

export interface Outcome {
  readonly seed: number;
  /** What does not hold; empty: everything does. */
  readonly trouble: readonly string[];
  /** What was done and what went wrong, in order. */
  readonly schedule: readonly string[];
  /** What happened how often, to see that a campaign reaches what it is about. */
  readonly counts: Readonly<Record<string, number>>;
}

const HEALED_WITHIN_MS = 400_000;

/** Runs one simulation: everything that happens in it follows from the seed. */
export async function simulate(seed: number, base: Base, open: (base: Base) => Promise<Engine>): Promise<Outcome> {
  const random = new Random(seed);
  const simulation = new Simulation(seed, base, await open(base), random);
  try {
    return await simulation.run();
  } finally {
    await simulation.end();
  }
}

class Simulation {
  readonly #seed: number;
  readonly #base: Base;
  readonly #engine: Engine;
  readonly #random: Random;
  readonly #truth = new Truth();
  readonly #network: Network;
  readonly #schedule: string[] = [];
  readonly #counts: Record<string, number> = {};
  readonly #servers: SimulatedServer[] = [];
  readonly #tabs: Tab[] = [];
  readonly #shared: SharedStore;
  readonly #browsers = new Map<string, Browser>();
  #unhappy = true;
  #names = 0;
  readonly #mood: string;

  constructor(seed: number, base: Base, engine: Engine, random: Random) {
    begin(random);
    this.#seed = seed;
    this.#base = base;
    this.#engine = engine;
    this.#random = random;
    this.#network = new Network(random);
    this.#mood = random.pick(Object.keys(moods));
    this.#network.weather.lose = random.pick([0, 0.02, 0.1]);
    this.#network.weather.double = random.pick([0, 0.05, 0.2]);
    this.#network.weather.slowMs = random.pick([5, 30, 150]);
    this.#shared = {
      open: () => engine.open(),
      keys: new SimulatedKeys(base.keys),
      learn: (events) => this.#truth.learn(events),
      recorded: new Set(base.batches.map(({ event }) => event.id)),
      unhappy: () => this.#unhappy,
    };
    this.#network.answered = (command, answer) => this.#truth.acknowledged(command, answer);
    this.#network.watch = (owner, request, text) => {
      const server = this.#servers.find((one) => one.owner === owner);
      const { actor } = request as { actor: string };
      if (server) this.#truth.scan(text, actor, server.head, owner.name);
    };
    this.#network.commanded = (body, request) => this.#mayRepeat(body, (request as { actor: string }).actor);
  }

  async run(): Promise<Outcome> {
    const count = this.#engine.shared ? this.#random.pick([1, 2, 2, 3]) : 1;
    for (let server = 0; server < count; server++) this.#start(server, count > 1);
    for (const person of this.#people()) this.#openTab(person);
    const length = this.#random.int(15, 60) * 1_000;
    this.#note(`mostly ${this.#mood}`);
    this.#plan(length);
    try {
      await this.#clock(length, () => false);
      await this.#heal();
      if (this.#truth.trouble.length === 0) await this.#judge();
    } catch (error) {
      this.#truth.trouble.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const { trouble } = this.#truth;
    trouble.push(...this.#tabs.flatMap(({ failed }) => failed));
    return { seed: this.#seed, trouble: [...new Set(trouble)], schedule: this.#schedule, counts: this.#counts };
  }

  async end(): Promise<void> {
    for (const tab of this.#tabs) tab.owner.dead = true;
    for (const server of this.#servers) await server.kill();
    await this.#engine.close();
  }

  /** Everybody's acts and every mishap, each at its time. */
  #plan(length: number): void {
    const at = (work: () => void): void => void setTimeout(work, this.#random.int(1_500, length));
    const many = this.#random.int(15, 70);
    for (let n = 0; n < many; n++) at(() => this.#act());
    for (let n = this.#random.int(0, 5); n > 0; n--) at(() => this.#cut());
    for (let n = this.#random.int(0, 2); n > 0; n--) at(() => void this.#restart());
    for (let n = this.#random.int(0, 2); n > 0; n--) at(() => this.#crash());
    for (let n = this.#mood === 'rights' ? 8 : this.#random.int(0, 3); n > 0; n--) at(() => void this.#changeRights());
  }

  #act(): void {
    const tab = this.#someTab();
    if (!tab) return;
    const name = this.#random.pick([...Object.keys(acts), ...(moods[this.#mood] ?? [])]);
    const plan = this.#base.id('pln', this.#random.chance(0.85) ? 'heat' : 'harbour');
    const stage = { base: this.#base, random: this.#random, truth: this.#truth };
    const done = acts[name]?.(tab, plan, stage);
    if (done !== undefined) this.#note(`${tab.owner.name}: ${name}`, done);
    // about when what was typed is sent
    if (name === 'type' && this.#random.chance(0.04)) setTimeout(() => this.#crash(tab), 300 + this.#random.int(0, 12));
  }

  #cut(): void {
    const tab = this.#someTab();
    if (!tab) return;
    this.#note(`the line of ${tab.owner.name} is cut`);
    tab.socket?.cut();
  }

  async #restart(): Promise<void> {
    const number = this.#random.int(0, this.#servers.length - 1);
    const server = this.#servers[number];
    if (!server || server.owner.dead) return;
    const gently = this.#random.chance(0.3) && server.core !== undefined;
    this.#note(`${server.owner.name} ${gently ? 'is stopped' : 'is killed'}`);
    await (gently ? server.stop() : server.kill());
    await after(this.#random.int(20, 6_000));
    if (this.#servers[number] === server) this.#start(number, this.#servers.length > 1);
  }

  #crash(tab = this.#someTab()): void {
    if (!tab || tab.owner.dead || !this.#unhappy) return;
    this.#note(`${tab.owner.name} crashes`, `${tab.table.unsent} unsent`);
    tab.crash();
    const kept = this.#browsers.get(tab.person.id)?.text ?? '';
    // what the screen called kept must be somewhere in the end
    if (tab.table.safety !== 'kept')
      for (const character of tab.typed) if (!kept.includes(character)) this.#truth.letGo.add(character);
    const open = [...tab.watching.keys()].filter((topic) => topic.startsWith('plan:')).map((topic) => topic.slice(5));
    setTimeout(
      () => {
        const next = this.#openTab(tab.person, open);
        if (this.#random.chance(0.2)) setTimeout(() => this.#crash(next), this.#random.int(50, 1_000));
      },
      this.#random.int(100, 5_000),
    );
  }

  async #changeRights(): Promise<void> {
    const tab = this.#random.pick(this.#tabs);
    const { id: actorId, organisation, role } = tab.person;
    const regionIds = [this.#base.id('reg', 'region')];
    await this.#asSteward('RevokeMembership', organisation, { actorId, role, reason: 'Het hoort zo' });
    this.#note(`${actorId} loses his membership`);
    if (this.#random.chance(0.3)) return;
    await after(this.#random.delay(4_000, 20_000));
    await this.#asSteward('GrantMembership', organisation, { actorId, role, regionIds, from: '2025-01-01' });
    this.#note(`${actorId} is a member again`);
  }

  async #asSteward(type: string, subject: string, data: Record<string, unknown>): Promise<void> {
    const server = this.#anyServer();
    if (!server?.core) return;
    const steward = this.#person('amina', 'programma', 'STEWARD').id;
    const id = this.#tabs[0]?.table.newId();
    await as(server.owner, async () =>
      server.core?.commands.execute({ id, type, subject, data }, () => server.asker(steward)),
    );
  }

  /** A command comes again much later, and perhaps at another server. */
  #mayRepeat(body: string, actor: string): void {
    if (!this.#unhappy || !this.#random.chance(0.05)) return;
    setTimeout(
      () => {
        const server = this.#anyServer();
        if (!server?.core) return;
        this.#count('late repeats');
        void as(server.owner, () => server.core?.commands.execute(JSON.parse(body), () => server.asker(actor)));
      },
      this.#random.int(100, 20_000),
    );
  }

  #someTab(): Tab | undefined {
    const alive = this.#tabs.filter(({ owner }) => !owner.dead);
    return alive.length === 0 ? undefined : this.#random.pick(alive);
  }

  #anyServer(): SimulatedServer | undefined {
    const ready = this.#servers.filter(({ owner, core }) => !owner.dead && core?.readModels.progress().ready);
    return ready.length === 0 ? undefined : this.#random.pick(ready);
  }

  #start(number: number, many: boolean): void {
    const world: ServerWorld = {
      network: this.#network,
      shared: this.#shared,
      random: this.#random,
      manyProcesses: many,
      logged: (owner, message, details) => this.#logged(owner, `${owner.name}: ${message}`, details),
    };
    this.#servers[number] = new SimulatedServer(
      `server ${number}.${this.#names++}`,
      world,
      this.#engine.readModelFile(number),
    );
  }

  /** What a server reports is trouble, but for what the weather explains. */
  #logged(owner: Owner, message: string, details: Record<string, unknown>): void {
    if (owner.dead) return;
    this.#schedule.push(
      `${(elapsed() / 1000).toFixed(3)} ${message} ${details['error'] instanceof Error ? details['error'].message : JSON.stringify(details)}`,
    );
    if (/a command failed|could not be sent|feed ended|interrupted/.test(message))
      this.#truth.trouble.push(
        `${message}: ${String((details['error'] as Error | undefined)?.stack ?? details['error'])}`,
      );
  }

  #openTab(person: Person, plans: readonly string[] = [this.#base.id('pln', 'heat')]): Tab {
    const browser = this.#browsers.get(person.id) ?? new Browser();
    this.#browsers.set(person.id, browser);
    const name = `${person.id.slice('act_demo-'.length)} ${this.#names++}`;
    const tab = new Tab(name, person, { network: this.#network, browser, random: this.#random });
    this.#tabs.push(tab);
    tab.watch(`region:${this.#base.id('reg', 'region')}`);
    for (const plan of plans) tab.open(plan, 'motivation');
    this.#note(`${name} opens`);
    return tab;
  }

  #people(): Person[] {
    const others = [
      this.#person('lotte', 'provincie', 'PROVINCE'),
      this.#person('sanne', 'netbeheer', 'DSO_TSO'),
      this.#person('pieter', 'gemeente', 'MUNICIPALITY'),
      this.#person('joost', 'helder', 'COMPANY'),
      this.#person('bram', 'smeltkroes', 'COMPANY'),
    ];
    const noor = this.#person('noor', 'klinker', 'COMPANY');
    const daan = this.#person('daan', 'polderwit', 'COMPANY');
    const more = others.filter(() => this.#random.chance(0.4));
    return [noor, daan, ...more, ...(this.#random.chance(0.4) ? [noor] : [])];
  }

  #person(name: string, organisation: string, role: Person['role']): Person {
    return { id: `act_demo-${name}`, organisation: this.#base.id('org', organisation), role };
  }

  /** The weather clears, what is dead comes back, people look at what was held: until nothing is under way. */
  async #heal(): Promise<void> {
    this.#note('everything heals');
    this.#unhappy = false;
    Object.assign(this.#network.weather, { lose: 0, double: 0, slowMs: 10 });
    const until = elapsed() + HEALED_WITHIN_MS;
    while (elapsed() < until) {
      await this.#clock(5_000, () => false);
      if (this.#quiet()) return this.#clock(20_000, () => false);
      for (const tab of this.#tabs.filter(({ owner }) => !owner.dead)) {
        for (const plan of this.#plansToReopen(tab)) tab.open(plan, 'motivation');
        tab.do(() => tab.table.retry());
        tab.do(() =>
          tab.table.reviewed(
            tab.table.toReview.map(({ command }) => command.id),
            true,
          ),
        );
      }
    }
    for (const tab of this.#tabs.filter((one) => !one.owner.dead && !this.#quietIn(one)))
      this.#truth.trouble.push(`${tab.owner.name} does not come to rest: ${JSON.stringify(this.#restOf(tab))}`);
  }

  /** What somebody typed in a text that is not open goes on when he opens it again. */
  #plansToReopen(tab: Tab): string[] {
    const drafts = [...(this.#browsers.get(tab.person.id)?.drafts.values() ?? [])];
    const plans = drafts.map(({ subject }) => planOfText(subject) ?? '');
    return [...new Set(plans)].filter((plan) => !tab.watching.has(`plan:${plan}`));
  }

  #quiet(): boolean {
    const servers = this.#servers.every(({ owner, core }) => !owner.dead && core?.readModels.progress().ready);
    return servers && this.#tabs.every((tab) => tab.owner.dead || this.#quietIn(tab));
  }

  #quietIn(tab: Tab): boolean {
    const loaded = [...tab.watching.keys()].every((topic) => tab.table.loaded(topic));
    return (
      tab.table.unsent === 0 &&
      loaded &&
      this.#plansToReopen(tab).length === 0 &&
      tab.texts.every(({ text }) => text.saved && text.session !== undefined)
    );
  }

  #restOf({ table, texts, watching }: Tab): unknown {
    return {
      ...{ unsent: table.unsent, held: table.held, review: table.toReview.length, status: table.status },
      pending: [...watching.keys()].flatMap((topic) =>
        [...table.shown(topic).outcomes].map(([id, what]) => [topic, id, what]),
      ),
      unloaded: [...watching.keys()].filter((topic) => !table.loaded(topic)),
      texts: texts.map(({ text }) => [text.subject, text.session?.sent, text.session?.waiting, text.session?.revision]),
    };
  }

  /** Each screen against a fresh replay of the log; each text against who typed it. */
  async #judge(): Promise<void> {
    const { trouble, log } = this.#truth;
    trouble.push(...this.#truth.broken());
    const fresh = standing(log);
    for (const tab of this.#tabs.filter(({ owner }) => !owner.dead)) {
      for (const topic of tab.watching.keys()) {
        const differs = fresh.differs(tab.person.id, topic, tab.table.confirmed(topic));
        if (differs !== undefined) trouble.push(`${tab.owner.name} shows something else of ${topic}: ${differs}`);
      }
      for (const { text, editor } of tab.texts) {
        const wanted = fresh.text(tab.person.id, text.subject);
        if (wanted !== undefined && editor?.text.toString() !== wanted)
          trouble.push(`${tab.owner.name} has "${editor?.text.toString() ?? ''}" in ${text.subject}, not "${wanted}".`);
      }
    }
    trouble.push(...fresh.authors(this.#truth.typed));
    const refused = this.#tabs.flatMap(({ owner, table }) => (owner.dead ? [] : table.refused));
    trouble.push(...this.#truth.lost(JSON.stringify(refused)));
    for (const browser of this.#browsers.values()) trouble.push(...leftOver(browser, refused));
    this.#counts['events'] = log.length - this.#base.batches.length;
    for (const { type, index } of log) {
      if (index >= this.#base.batches.length) this.#count(type);
    }
    fresh.close();
  }

  #clock(milliseconds: number, until: () => boolean): Promise<void> {
    return runClock({ milliseconds, until, idle: () => this.#outside(), afterEach: () => this.#afterEach() });
  }

  #afterEach(): void {
    for (const tab of this.#tabs) if (!tab.owner.dead) tab.check();
    if (this.#truth.trouble.length > 0) throw new Error('It has gone wrong.');
  }

  /** With real lines: time stands still until what is under way has come through, to every tail. */
  async #outside(): Promise<void> {
    if (!this.#engine.real) return;
    for (let turns = 0; this.#servers.some(({ store }) => store.expects); turns++) {
      if (turns > 200_000) throw new Error('The store does not come through.');
      await new Promise((resolve) => globalThis.setImmediate(resolve));
    }
  }

  #note(what: string, details = ''): void {
    this.#schedule.push(`${(elapsed() / 1000).toFixed(3)} ${what}${details === '' ? '' : ` · ${details}`}`);
    this.#count(what.replace(/^.*?: /, '').replace(/\b(server [\d.]+|\S+ \d+)\b/, '…'));
  }

  #count(what: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
  }
}

/** What a browser still keeps although nothing is under way. */
function leftOver({ commands, drafts }: Browser, refused: readonly Refused[]): string[] {
  const known = new Set(refused.flatMap(({ command, joined }) => [command.id, ...joined.map(({ id }) => id)]));
  const left = [...commands.values()]
    .filter(({ command }) => !known.has(command.id))
    .map(({ command }) => command.type);
  return [...left, ...[...drafts.values()].map(({ subject }) => `a draft of ${subject}`)].map(
    (what) => `A browser still keeps ${what}.`,
  );
}
