import { Counter, type Registry } from 'prom-client';

/** What must not happen and did: found by a check, for people to look into (BIO2 8.15.05). */
export interface Incident {
  /** What kind, e.g. `log-tampered`, `key-missing`. */
  readonly kind: string;
  /** How often it was raised since this process began. */
  readonly count: number;
  /** Instants of the first and the last time. */
  readonly first: string;
  readonly last: string;
}

export interface IncidentDependencies {
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly metrics: Registry;
  readonly now: () => number;
}

/** Raises an incident; details name places in the log, never values. */
export type OnIncident = (kind: string, details: Readonly<Record<string, unknown>>) => void;

/** Incidents of this process: each is an error in the log, a count in the metrics and a line in `readyz`. */
export class Incidents {
  readonly #with: IncidentDependencies;
  readonly #raised = new Map<string, Incident>();
  readonly #counter: Counter;

  constructor(dependencies: IncidentDependencies) {
    this.#with = dependencies;
    this.#counter = new Counter({
      name: 'regiotafel_incidents_total',
      help: 'Incidents by kind: a check found what must not be',
      labelNames: ['kind'],
      registers: [dependencies.metrics],
    });
  }

  readonly raise: OnIncident = (kind, details) => {
    const now = new Date(this.#with.now()).toISOString();
    const before = this.#raised.get(kind);
    this.#raised.set(kind, { kind, count: (before?.count ?? 0) + 1, first: before?.first ?? now, last: now });
    this.#counter.inc({ kind });
    // an error without a stack: what matters are the places that the check names
    this.#with.log(`incident: ${kind}`, { ...details, error: { kind } });
  };

  all(): readonly Incident[] {
    return [...this.#raised.values()];
  }
}
