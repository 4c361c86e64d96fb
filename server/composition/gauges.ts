import { Gauge, type Registry } from 'prom-client';
import type { Live } from '../live/live.ts';
import type { Core } from './core.ts';

/** Figures that are read when they are asked for. */
export function gauges(metrics: Registry, live: Live, { readModels, health }: Core): void {
  new Gauge({
    name: 'regiotafel_store_up',
    help: '1 while the store answers',
    registers: [metrics],
    collect() {
      this.set(health().ok ? 1 : 0);
    },
  });
  new Gauge({
    name: 'regiotafel_feed_lag_seconds',
    help: 'For how long the log has held something that this process has not been given',
    registers: [metrics],
    collect() {
      this.set(health().lagSeconds);
    },
  });
  new Gauge({
    name: 'regiotafel_sockets',
    help: 'Connected browsers',
    registers: [metrics],
    collect() {
      this.set(live.connected());
    },
  });
  new Gauge({
    name: 'regiotafel_unsent_bytes',
    help: 'What waits for the browser that reads slowest',
    registers: [metrics],
    collect() {
      this.set(live.mostUnsent());
    },
  });
  new Gauge({
    name: 'regiotafel_feed_index',
    help: 'Log index of the last event handled',
    registers: [metrics],
    collect() {
      this.set(readModels.head());
    },
  });
}
