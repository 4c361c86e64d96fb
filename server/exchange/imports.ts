import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportState } from '../../events/import/kind.ts';
import { subjectOf, uuidV7 } from '../../events/ids.ts';
import type { CommandService, SystemCause } from '../commands/command-service.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import {
  expectOk,
  hashOf,
  writePlan,
  type ImportParts,
  type ImportPlan,
  type ImportReport,
  type OnProgress,
} from './import-run.ts';

/** A format of import: reads the parts of an upload against what stands, and plans what to write. */
export interface ImportFormat {
  readonly parts: readonly { readonly name: string; readonly required: boolean; readonly hint: string }[];
  plan(parts: ImportParts): ImportPlan;
  /** Told of an upload without errors before it is written. */
  accepted?(parts: ImportParts): void;
}

export interface ImportsDependencies {
  readonly dataDir: string;
  readonly commands: CommandService;
  readonly readModels: RunningReadModels;
  readonly formats: Readonly<Record<string, ImportFormat>>;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

/**
 * Imports of real data. Validated whole before anything is written; a file with errors writes nothing; one without is
 * kept beside the log until it is written to its end, after a kill too.
 */
export class Imports {
  readonly #with: ImportsDependencies;
  readonly #running = new Map<string, { format: string; done: number; of: number }>();

  constructor(dependencies: ImportsDependencies) {
    this.#with = dependencies;
  }

  get formats(): Readonly<Record<string, ImportFormat>> {
    return this.#with.formats;
  }

  async run(
    format: string,
    parts: ImportParts,
    options: { dryRun: boolean; onProgress?: OnProgress; cause?: SystemCause },
  ): Promise<ImportReport> {
    const plan = this.#planOf(format, parts);
    const written = plan.groups.reduce((sum, group) => sum + group.length, 0);
    const ok = plan.errors.length === 0;
    const { rows, unchanged, errors, notes } = plan;
    const report: ImportReport = {
      format,
      dryRun: options.dryRun,
      ok,
      rows,
      written: ok ? written : 0,
      unchanged,
      rejected: errors.length,
      errors,
      notes,
    };
    if (!ok || options.dryRun) return report;
    this.#with.formats[format]?.accepted?.(parts);
    if (written === 0) return report;
    const importId = await this.#write(format, parts, plan, options);
    return { ...report, importId };
  }

  /** Takes up what a kill has cut off. Call once the tail is at the head. */
  async rollForward(): Promise<void> {
    for (const stream of this.#with.readModels.streams('import')) {
      const state = this.#with.readModels.state(stream) as unknown as ImportState;
      const started = state.started?.value;
      if (!state.exists || state.completed || started === undefined || !('hash' in started)) continue;
      const parts = JSON.parse(readFileSync(this.#file(started.hash), 'utf8')) as ImportParts;
      const plan = this.#planOf(started.format, parts);
      await this.#finish(subjectOf(stream), state.started?.event ?? '', started.format, plan, started.hash, {});
    }
  }

  progress(): { importId: string; format: string; done: number; of: number }[] {
    return [...this.#running].map(([importId, progress]) => ({ importId, ...progress }));
  }

  #planOf(format: string, parts: ImportParts): ImportPlan {
    const known = this.#with.formats[format];
    if (!known) throw new Error(`No import format ${format}; there are ${Object.keys(this.#with.formats).join(', ')}.`);
    const missing = known.parts.filter((part) => part.required && parts[part.name] === undefined);
    const errors = missing.map((part) => ({
      part: part.name,
      code: 'PART_MISSING',
      message: `Add the part "${part.name}": ${part.hint}.`,
    }));
    if (errors.length > 0) return { groups: [], rows: 0, unchanged: 0, errors, notes: {} };
    return known.plan(parts);
  }

  async #write(
    format: string,
    parts: ImportParts,
    plan: ImportPlan,
    options: { onProgress?: OnProgress; cause?: SystemCause },
  ): Promise<string> {
    const hash = hashOf(parts);
    this.#keep(hash, parts);
    const uuid = uuidV7(this.#with.now(), this.#with.random(10));
    const importId = `imp_${uuid}`;
    const command = {
      id: uuidV7(this.#with.now(), this.#with.random(10)),
      type: 'StartImport',
      subject: importId,
      data: { format, fileId: hash, hash, rows: plan.rows },
    };
    const answer = await this.#with.commands.executeAsSystem(command, options.cause);
    expectOk(answer, command);
    await this.#finish(importId, answer.events[0]?.id ?? '', format, plan, hash, options);
    return importId;
  }

  async #finish(
    importId: string,
    startEventId: string,
    format: string,
    plan: ImportPlan,
    hash: string,
    options: { onProgress?: OnProgress; cause?: SystemCause },
  ): Promise<void> {
    const cause: SystemCause = { ...options.cause, correlationId: startEventId, causationId: startEventId };
    const of = plan.groups.reduce((sum, group) => sum + group.length, 0);
    this.#running.set(importId, { format, done: 0, of });
    try {
      await writePlan(plan, startEventId, this.#with.commands, cause, (done, total) => {
        this.#running.set(importId, { format, done, of: total });
        options.onProgress?.(done, total);
      });
      const command = {
        id: uuidV7(this.#with.now(), this.#with.random(10)),
        type: 'CompleteImport',
        subject: importId,
        data: { written: of, unchanged: plan.unchanged, rejected: 0 },
      };
      expectOk(await this.#with.commands.executeAsSystem(command, cause), command);
      rmSync(this.#file(hash), { force: true });
    } finally {
      this.#running.delete(importId);
    }
  }

  #keep(hash: string, parts: ImportParts): void {
    mkdirSync(join(this.#with.dataDir, 'imports'), { recursive: true });
    const file = this.#file(hash);
    writeFileSync(`${file}.part`, JSON.stringify(parts), { mode: 0o600, flush: true });
    renameSync(`${file}.part`, file);
  }

  #file(hash: string): string {
    return join(this.#with.dataDir, 'imports', `${hash}.json`);
  }
}
