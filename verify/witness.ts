import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { sha256 } from './hashing.ts';
import { CannotCheck, Report } from './report.ts';
import { checkedHead, Server, type Pinned } from './server-check.ts';
import { Trust } from './trust.ts';

interface WitnessState {
  name: string;
  /** PKCS #8, PEM. */
  secret: string;
  pinned?: Pinned;
}

/** A partner's signature under a log that only grows: kept with its key and what it saw last in one file. */
export class Witness {
  readonly #file: string;
  #state: WitnessState;

  /** Opens the witness's file, or makes it with a new key under this name. @throws CannotCheck */
  constructor(file: string, name: string | undefined) {
    this.#file = file;
    if (!existsSync(file)) {
      if (name === undefined || /[\s+]/.test(name))
        throw new CannotCheck(
          `${file} is not there yet: give --name, the witness's name without spaces and plus signs.`,
        );
      const { privateKey } = generateKeyPairSync('ed25519');
      this.#state = { name, secret: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
      this.#save(this.#state);
    }
    this.#state = JSON.parse(readFileSync(file, 'utf8')) as WitnessState;
  }

  /** The verifier key, to be given to the log. */
  get key(): string {
    const { name } = this.#state;
    const material = Buffer.concat([Buffer.of(4), rawPublicKey(this.#secret())]);
    return `${name}+${sha256(`${name}\n`, material).toString('hex', 0, 4)}+${material.toString('base64')}`;
  }

  /** Looks once: cosigns the newest checkpoint if it continues what was seen before. */
  async look(url: string, given: readonly string[], time: number): Promise<Report> {
    const report = new Report();
    const { pinned } = this.#state;
    const server = new Server(url);
    const trust = new Trust(pinned?.keys ?? given, []);
    const head = await checkedHead(server, trust, pinned, report);
    if (!head || report.findings.length > 0) return report;
    // seen before it is signed: a witness that forgot could sign two histories
    this.#save({ ...this.#state, pinned: { origin: head.origin, keys: trust.keys(), checkpoint: head.note } });
    await server.post('/api/audit/cosignatures', { size: head.size, signature: this.#cosignature(head.text, time) });
    report.note(`cosigned ${head.size} events of ${head.origin}`);
    return report;
  }

  #cosignature(text: string, time: number): string {
    const [name = '', id = ''] = this.key.split('+');
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), this.#secret());
    return `— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), stamp, signature]).toString('base64')}`;
  }

  #secret(): KeyObject {
    return createPrivateKey(this.#state.secret);
  }

  #save(state: WitnessState): void {
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
    this.#state = state;
  }
}

function rawPublicKey(secret: KeyObject): Buffer {
  const { d, x = '' } = secret.export({ format: 'jwk' });
  void d;
  return Buffer.from(x, 'base64url');
}
