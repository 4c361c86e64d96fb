import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import { Shelf } from './shelf.ts';
import { StandIn } from './stand-in.ts';
import type { Member } from './wire.ts';

const { LEADER, FOLLOWER, UNKNOWN } = gossipMessages.MemberInfo.VNodeState;

/** Three stand-ins on one shelf, one of which leads: what is acknowledged is with all of them. */
export class Cluster {
  readonly shelf = new Shelf();
  readonly nodes: StandIn[] = [];
  #leader = 0;
  readonly #dead = new Set<number>();

  async start(): Promise<this> {
    for (let n = 0; n < 3; n++) {
      const node = new StandIn({
        shelf: this.shelf,
        members: () => this.#members(),
        leads: () => this.#leader === n,
      });
      this.nodes.push(await node.start());
    }
    return this;
  }

  get url(): string {
    return `esdb://${this.nodes.map((node) => `127.0.0.1:${node.port}`).join(',')}?tls=false`;
  }

  get leader(): number {
    return this.#leader;
  }

  /** Kills the one that leads; for a while nobody does, then the next one. */
  async killLeader(leaderlessMs: number): Promise<void> {
    const gone = this.#leader;
    this.#dead.add(gone);
    this.#leader = -1;
    this.nodes[gone]?.kill();
    await new Promise((resolve) => setTimeout(resolve, leaderlessMs));
    this.#leader = [0, 1, 2].find((n) => !this.#dead.has(n)) ?? -1;
  }

  /** Starts those that were killed, as followers. */
  async revive(): Promise<void> {
    for (const n of this.#dead) await this.nodes[n]?.start();
    this.#dead.clear();
  }

  stop(): void {
    for (const node of this.nodes) node.kill();
  }

  #members(): Member[] {
    return this.nodes.map((node, n) => ({
      host: '127.0.0.1',
      port: node.port,
      // while they elect, none of them knows what it is
      state: this.#leader < 0 ? UNKNOWN : n === this.#leader ? LEADER : FOLLOWER,
      alive: !this.#dead.has(n),
    }));
  }
}
