import type { IncomingMessage } from 'node:http';
import type { Registry } from 'prom-client';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Calculator } from '../analysis/calculator.ts';
import type { PlanCalculations } from '../analysis/plan-calculations.ts';
import type { Snapshots } from '../analysis/snapshots.ts';
import type { SelectionRuns } from '../analysis/selection-runs.ts';
import type { AuditReads } from '../audit/reads.ts';
import type { AccessNotes } from '../access/access-notes.ts';
import type { CommandService } from '../commands/command-service.ts';
import type { Copier } from '../moving/copier.ts';
import type { Erasures } from '../erasing/erasures.ts';
import type { FileDesk } from '../files/desk.ts';
import type { Imports } from '../exchange/imports.ts';
import type { Asker } from '../identity/viewer.ts';
import type { Request } from 'express';
import type { AuditLine } from '../ops/audit.ts';
import type { Incident } from '../ops/incidents.ts';
import type { NoticeDesk } from '../notices/desk.ts';
import type { Visits } from '../notices/visits.ts';
import type { Searched } from '../reactions/suggestions.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { StoreHealth } from '../store/port.ts';
import type { Vault, VaultHealth } from '../vault/port.ts';

/** What the HTTP side is given by the composition root. */
export interface HttpDependencies {
  readonly readModels: RunningReadModels;
  readonly commands: CommandService;
  readonly imports: Imports;
  readonly copier: Copier;
  readonly files: FileDesk;
  readonly erasures: Erasures;
  readonly vault: Vault;
  readonly desk: NoticeDesk;
  readonly visits: Visits;
  readonly audit: AuditReads;
  readonly calculator: Calculator;
  readonly planCalculations: PlanCalculations;
  readonly snapshots: Snapshots;
  readonly selectionRuns: SelectionRuns;
  /** Who was given confidential values to read. */
  readonly access: AccessNotes;
  /** Looks for suggestions at once; undefined: the log takes nothing now. */
  readonly suggest: () => Promise<Searched | undefined>;
  readonly metrics: Registry;
  readonly storeHealth: () => StoreHealth;
  readonly vaultHealth: () => Promise<VaultHealth>;
  /** True: demonstration persons may sign in (loopback, no OpenID provider). */
  readonly demo: boolean;
  readonly build: string;
  readonly clientDir: string;
  readonly askerOf: (request: IncomingMessage) => Asker;
  /** Writes an audit line of a call: who, from where and when are added. */
  readonly auditLine: (
    call: { readonly asker: Asker; readonly request: Pick<Request, 'socket'> },
    line: Pick<AuditLine, 'action' | 'object' | 'result'>,
  ) => void;
  readonly incidents: () => readonly Incident[];
  readonly endSession: (session: string) => void;
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Counts requests together with the other processes; answers may come late or never. */
  readonly sharedLimiter?: (name: string, perMinute: number) => RateLimiterAbstract;
  /** How many requests a minute: reads, writes and attempts to sign in. */
  readonly limits?: { reads: number; writes: number; signIns: number };
}
