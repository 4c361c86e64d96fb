import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featureService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import streamService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  Server,
  ServerCredentials,
  type Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { Shelf, type Proposed, type Stored } from './shelf.ts';
import {
  appendAnswer,
  batchAnswer,
  clusterInfo,
  expectedOf,
  failures,
  proposed,
  readEvent,
  textOf,
  uuidText,
  type Member,
  type WireError,
} from './wire.ts';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchResp = InstanceType<typeof streams.BatchAppendResp>;

export interface StandInOptions {
  readonly shelf?: Shelf;
  readonly port?: number;
  /** With TLS: who may sign in, by password; `admin` may do everything. Without: nobody is asked. */
  readonly tls?: {
    readonly key: Buffer;
    readonly certificate: Buffer;
    readonly users: Readonly<Record<string, string>>;
  };
  /** The whole cluster as this server sees it; absent: it stands alone and leads. */
  readonly members?: () => readonly Member[];
  readonly leads?: () => boolean;
}

/**
 * Speaks EventStoreDB's own protocol to its own client, keeps everything in memory, and misbehaves when told to. What it
 * answers is held to what a real server answered (observed.test.ts).
 */
export class StandIn {
  readonly shelf: Shelf;
  readonly #options: StandInOptions;
  #server: Server | undefined;
  /** The line in front, so that a kill breaks connections as a dead process does, without a farewell. */
  #line: TcpProxy | undefined;
  #port: number;
  #mute = false;
  #held: (() => void)[] = [];
  #slowMs = 0;
  #answersToLose = 0;
  #writesLate = true;
  #searchMs = 0;
  /** Who may what besides `admin`, as the server's own streams say. */
  readonly #rights = { readAll: [] as string[], remove: ['*'], metadata: ['*'] };
  readonly #following = new Set<{ end: (error: WireError) => void }>();

  constructor(options: StandInOptions = {}) {
    this.#options = options;
    this.shelf = options.shelf ?? new Shelf();
    this.#port = options.port ?? 0;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  async start(): Promise<this> {
    const server = new Server({ 'grpc.max_receive_message_length': 32 * 1024 * 1024 });
    server.addService(streamService.StreamsService, {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => this.#soon(() => this.#read(call)),
      append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) =>
        this.#append(call, answer),
      batchAppend: (call: ServerDuplexStream<BatchReq, BatchResp>) => this.#batchAppend(call),
      delete: (call: ServerUnaryCall<never, never>, answer: sendUnaryData<unknown>) =>
        this.#remove(call, answer, false),
      tombstone: (call: ServerUnaryCall<never, never>, answer: sendUnaryData<unknown>) =>
        this.#remove(call, answer, true),
    } as never);
    server.addService(featureService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<unknown>) =>
        this.#soon(() => answer(null, supportedMethods())),
    });
    server.addService(gossipService.GossipService, {
      read: (_: unknown, answer: sendUnaryData<unknown>) =>
        this.#soon(() => answer(null, clusterInfo(this.#options.members?.() ?? [this.#alone()]))),
    });
    const { tls } = this.#options;
    const credentials = tls
      ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
      : ServerCredentials.createInsecure();
    const inner = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port)));
    });
    this.#line = new TcpProxy(() => inner);
    this.#port = Number(new URL(await this.#line.listen(this.#port)).port);
    this.#server = server;
    return this;
  }

  /** As SIGKILL: every line breaks, nothing is said. */
  kill(): void {
    void this.#line?.close();
    this.#server?.forceShutdown();
    this.#server = undefined;
    this.#held = [];
    this.#mute = false;
  }

  /** As SIGSTOP: it takes what comes and answers nothing, until it goes on. */
  mute(): void {
    this.#mute = true;
  }

  unmute(): void {
    this.#mute = false;
    for (const work of this.#held.splice(0)) work();
  }

  /** Answers come so much later. */
  slow(milliseconds: number): void {
    this.#slowMs = milliseconds;
  }

  /** The next appends are written, and their answers lost with the line. */
  loseAnswers(count: number): void {
    this.#answersToLose = count;
  }

  /** What a deadline that has passed while it was mute does to an append: a real server was seen to do either. */
  writesLate(does: boolean): void {
    this.#writesLate = does;
  }

  /** Searching a thousand events for who follows takes so long. */
  searchSlowly(milliseconds: number): void {
    this.#searchMs = milliseconds;
  }

  /** Breaks every subscription, and only those. */
  dropFollowers(): void {
    for (const { end } of [...this.#following]) end(failures.gone());
  }

  #alone(): Member {
    const state = gossipMessages.MemberInfo.VNodeState.LEADER;
    return { host: '127.0.0.1', port: this.#port, state, alive: true };
  }

  #soon(work: () => void): void {
    if (this.#mute) return void this.#held.push(work);
    if (this.#slowMs > 0) return void setTimeout(() => this.#server && work(), this.#slowMs);
    work();
  }

  /** Who asks, or why not: with TLS everybody must say who he is. */
  #who(metadata: Metadata): { name: string } | WireError {
    const { tls } = this.#options;
    if (!tls) return { name: '' };
    const [header] = metadata.get('authorization');
    if (header === undefined) return failures.deniedHere();
    const [name = '', password] = Buffer.from(String(header).slice('Basic '.length), 'base64').toString().split(':');
    return tls.users[name] === password ? { name } : failures.unauthenticated();
  }

  #may(metadata: Metadata, allowed: readonly string[]): boolean {
    if (!this.#options.tls) return true;
    const who = this.#who(metadata);
    return !('code' in who) && (who.name === 'admin' || allowed.includes('*') || allowed.includes(who.name));
  }

  #mayWrite(metadata: Metadata, stream: string): boolean {
    if (!stream.startsWith('$')) return true;
    return this.#may(metadata, stream.startsWith('$$') && !stream.startsWith('$$$') ? this.#rights.metadata : []);
  }

  /** An administrator says in `$all`'s metadata who may read it, and in `$settings` what holds for every stream. */
  #learnRights(stream: string, events: readonly Proposed[]): void {
    const last = events.at(-1);
    if (!last || (stream !== '$$$all' && stream !== '$settings')) return;
    const said = JSON.parse(Buffer.from(last.data).toString()) as Record<
      string,
      Record<string, string | string[]> | undefined
    >;
    const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());
    if (stream === '$$$all') this.#rights.readAll = list(said['$acl']?.['$r']);
    const usual = said['$userStreamAcl'];
    if (usual) Object.assign(this.#rights, { remove: list(usual['$d']), metadata: list(usual['$mw']) });
  }

  #leaderElsewhere(metadata: Metadata, always: boolean): WireError | undefined {
    if (this.#options.leads?.() !== false) return undefined;
    if (!always && metadata.get('requires-leader').length === 0) return undefined;
    const leader = this.#options
      .members?.()
      .find((one) => one.state === gossipMessages.MemberInfo.VNodeState.LEADER && one.alive);
    return leader ? failures.notLeader(leader.host, leader.port) : failures.gone();
  }

  #append(call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void {
    let options: InstanceType<typeof streams.AppendReq.Options> | undefined;
    const events: Proposed[] = [];
    call.on('error', () => undefined);
    call.on('data', (message: AppendReq) => {
      options = message.getOptions() ?? options;
      const one = message.getProposedMessage();
      if (one) events.push(proposed(one, uuidText(one.getId())));
    });
    call.on('end', () =>
      this.#soon(() => {
        const refused = this.#refusedTo(call.metadata) ?? this.#leaderElsewhere(call.metadata, true);
        if (refused || !options) return answer(refused ?? failures.badRequest());
        const stream = textOf(options.getStreamIdentifier()?.getStreamName() ?? '');
        if (!this.#mayWrite(call.metadata, stream)) return answer(failures.deniedHere());
        const expected = expectedOf(options, () => options?.getRevision() ?? '0');
        const outcome = this.shelf.append(stream, expected, events);
        this.#learnRights(stream, events);
        if (this.#loses()) return answer(failures.gone());
        const said = appendAnswer(outcome, stream, expected);
        if ('code' in said) answer(said);
        else answer(null, said);
      }),
    );
  }

  #batchAppend(call: ServerDuplexStream<BatchReq, BatchResp>): void {
    interface Batch {
      options: InstanceType<typeof streams.BatchAppendReq.Options> | undefined;
      events: Proposed[];
    }
    const open = new Map<string, Batch>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (message: BatchReq) => {
      const correlation = uuidText(message.getCorrelationId());
      const batch: Batch = open.get(correlation) ?? { options: undefined, events: [] };
      open.set(correlation, batch);
      batch.options = message.getOptions() ?? batch.options;
      for (const one of message.getProposedMessagesList()) batch.events.push(proposed(one, uuidText(one.getId())));
      if (!message.getIsFinal()) return;
      open.delete(correlation);
      const { options } = batch;
      if (!options) return;
      const stream = textOf(options.getStreamIdentifier()?.getStreamName() ?? '');
      const expected = expectedOf(options, () => options.getStreamPosition());
      const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY;
      this.#soon(() => {
        const who = this.#who(call.metadata);
        if ('code' in who && who.code === 16) return void call.emit('error', who);
        if ('code' in who) return this.#respond(call, message, batchAnswer({ is: 'denied' }, stream, expected));
        if (!this.#mayWrite(call.metadata, stream))
          return this.#respond(call, message, batchAnswer({ is: 'denied' }, stream, expected));
        const late = Date.now() > deadline;
        if (late && !this.#writesLate)
          return this.#respond(call, message, batchAnswer({ is: 'timeout' }, stream, expected));
        const outcome = this.shelf.append(stream, expected, batch.events);
        this.#learnRights(stream, batch.events);
        if (this.#loses()) return void call.emit('error', failures.gone());
        this.#respond(call, message, batchAnswer(late ? { is: 'timeout' } : outcome, stream, expected));
      });
    });
  }

  #respond(call: ServerDuplexStream<BatchReq, BatchResp>, to: BatchReq, response: BatchResp): void {
    response.setCorrelationId(to.getCorrelationId());
    call.write(response);
  }

  #remove(call: ServerUnaryCall<never, never>, answer: sendUnaryData<unknown>, forEver: boolean): void {
    this.#soon(() => {
      const refused = this.#refusedTo(call.metadata);
      if (refused) return answer(refused);
      const request = call.request as InstanceType<typeof streams.DeleteReq>;
      const stream = textOf(request.getOptions()?.getStreamIdentifier()?.getStreamName() ?? '');
      if (!this.#may(call.metadata, this.#rights.remove)) return answer(failures.deniedHere());
      const wanted =
        request.getOptions()?.hasRevision() === true ? BigInt(request.getOptions()?.getRevision() ?? 0) : undefined;
      if (wanted !== undefined && this.shelf.lastOf(stream) !== wanted) return answer(failures.wrongDelete(stream));
      if (!this.shelf.remove(stream, forEver)) return answer(failures.wrongDelete(stream));
      const kind = forEver ? streams.TombstoneResp : streams.DeleteResp;
      const position = new kind.Position();
      position.setCommitPosition('1');
      position.setPreparePosition('1');
      const response = new kind();
      response.setPosition(position);
      answer(null, response);
    });
  }

  #read(call: ServerWritableStream<ReadReq, ReadResp>): void {
    call.on('error', () => undefined);
    const options = call.request.getOptions();
    const refused = this.#refusedTo(call.metadata) ?? this.#leaderElsewhere(call.metadata, false);
    if (refused || !options) return void call.emit('error', refused ?? failures.badRequest());
    if (options.hasAll() && !this.#may(call.metadata, this.#rights.readAll))
      return void call.emit('error', failures.deniedHere());
    if (options.hasSubscription()) return this.#follow(call, options);
    const backwards = options.getReadDirection() === 1;
    const count = Number(options.getCount());
    if (count === 0) return void call.emit('error', failures.unexpected());
    const events = options.hasAll() ? this.#allFrom(options, backwards) : this.#streamFrom(call, options, backwards);
    if (!events) return;
    for (const one of events.slice(0, count)) call.write(readEvent(one));
    call.end();
  }

  #allFrom(options: InstanceType<typeof streams.ReadReq.Options>, backwards: boolean): readonly Stored[] {
    const all = options.getAll();
    const position = all?.getPosition();
    const at = position ? BigInt(position.getCommitPosition()) : undefined;
    if (backwards) {
      const before = all?.hasEnd()
        ? this.shelf.log
        : this.shelf.log.filter((one) => at !== undefined && one.position < at);
      return before.toReversed();
    }
    if (all?.hasEnd()) return [];
    const from = at === undefined ? 0 : firstFrom(this.shelf.log, at);
    return this.shelf.log.slice(from, from + 20_000);
  }

  #streamFrom(
    call: ServerWritableStream<ReadReq, ReadResp>,
    options: InstanceType<typeof streams.ReadReq.Options>,
    backwards: boolean,
  ): readonly Stored[] | undefined {
    const wanted = options.getStream();
    const name = textOf(wanted?.getStreamIdentifier()?.getStreamName() ?? '');
    const held = this.shelf.stream(name);
    if (held === 'tombstoned') return void call.emit('error', failures.deleted(name));
    if (wanted?.hasEnd() && !backwards) return void call.emit('error', failures.unexpected());
    if (!held) {
      const missing = new streams.ReadResp.StreamNotFound();
      missing.setStreamIdentifier(call.request.getOptions()?.getStream()?.getStreamIdentifier());
      const response = new streams.ReadResp();
      response.setStreamNotFound(missing);
      call.write(response);
      return void call.end();
    }
    const from = wanted?.hasRevision() ? BigInt(wanted.getRevision()) : undefined;
    if (!backwards) return held.filter((one) => one.revision >= (from ?? 0n));
    const until = wanted?.hasStart() ? 0n : from;
    return held.filter((one) => until === undefined || one.revision <= until).toReversed();
  }

  #follow(call: ServerWritableStream<ReadReq, ReadResp>, options: InstanceType<typeof streams.ReadReq.Options>): void {
    const wanted = options.getStream();
    const name = wanted && textOf(wanted.getStreamIdentifier()?.getStreamName() ?? '');
    const source = (): readonly Stored[] => {
      if (name === undefined) return this.shelf.log;
      const held = this.shelf.stream(name);
      return Array.isArray(held) ? (held as readonly Stored[]) : [];
    };
    const all = options.getAll();
    const position = all?.getPosition();
    let next = 0;
    if (position) next = firstFrom(this.shelf.log, BigInt(position.getCommitPosition()) + 1n);
    else if (wanted?.hasRevision()) next = Number(wanted.getRevision()) + 1;
    else if (all?.hasEnd() || wanted?.hasEnd()) next = source().length;
    const filter = options.getFilter();
    const shows = matches(filter);
    const every = filter ? filter.getCheckpointintervalmultiplier() * (filter.hasMax() ? filter.getMax() : 32) : 0;
    let searched = 0;
    let ended = false;
    let pausing = false;
    let caughtUp = false;
    const say = (make: (response: ReadResp) => void): void => {
      const response = new streams.ReadResp();
      make(response);
      call.write(response);
    };
    const push = (): void => {
      if (ended || pausing) return;
      if (this.#mute) return void this.#held.push(push);
      let inARow = 0;
      for (let one = source()[next]; one; one = source()[next]) {
        if (this.#searchMs > 0 && ++inARow > 1_000) {
          pausing = true;
          setTimeout(() => {
            pausing = false;
            push();
          }, this.#searchMs);
          return;
        }
        next++;
        if (shows(one)) call.write(readEvent(one));
        if (every > 0 && ++searched % every === 0) {
          const checkpoint = new streams.ReadResp.Checkpoint();
          checkpoint.setCommitPosition(String(one.position));
          checkpoint.setPreparePosition(String(one.position));
          say((response) => response.setCheckpoint(checkpoint));
        }
      }
      if (caughtUp) return;
      caughtUp = true;
      say((response) => response.setCaughtUp(new streams.ReadResp.CaughtUp()));
    };
    const stop = this.shelf.listen(push);
    const line = {
      end: (error: WireError): void => {
        ended = true;
        stop();
        this.#following.delete(line);
        call.emit('error', error);
      },
    };
    this.#following.add(line);
    call.on('cancelled', () => {
      ended = true;
      stop();
      this.#following.delete(line);
      call.end();
    });
    const confirmation = new streams.ReadResp.SubscriptionConfirmation();
    confirmation.setSubscriptionId('stand-in');
    say((response) => response.setConfirmation(confirmation));
    push();
  }

  #refusedTo(metadata: Metadata): WireError | undefined {
    const who = this.#who(metadata);
    return 'code' in who ? who : undefined;
  }

  #loses(): boolean {
    if (this.#answersToLose === 0) return false;
    this.#answersToLose--;
    return true;
  }
}

type Filter = InstanceType<typeof streams.ReadReq.Options.FilterOptions>;

function matches(filter: Filter | undefined): (one: Stored) => boolean {
  if (!filter) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const pattern = expression?.getRegex() ? new RegExp(expression.getRegex()) : undefined;
  return (one) => {
    const text = byStream ? one.stream : one.type;
    return pattern ? pattern.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
  };
}

/** Place of the first event at or after a position. */
function firstFrom(log: readonly Stored[], position: bigint): number {
  let [low, high] = [0, log.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function supportedMethods(): InstanceType<typeof features.SupportedMethods> {
  const methods = new features.SupportedMethods();
  methods.setEventStoreServerVersion('23.10.6');
  for (const name of ['append', 'batchappend', 'delete', 'read', 'tombstone']) {
    const method = new features.SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName(name);
    methods.addMethods(method);
  }
  return methods;
}
