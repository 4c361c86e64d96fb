import { describe, expect, test } from 'vitest';
import { Attention, IDLE_AFTER_MS } from '../../../client/live/attention.ts';

/** A person at a window, on a clock of the test's own. */
class Window {
  now = 0;
  readonly told: string[] = [];
  readonly alarms = new Map<number, { at: number; call: () => void }>();
  #ids = 0;
  readonly attention = new Attention(
    {
      now: () => this.now,
      after: (milliseconds, call) => {
        const id = ++this.#ids;
        this.alarms.set(id, { at: this.now + milliseconds, call });
        return () => this.alarms.delete(id);
      },
    },
    (state) => this.told.push(state),
  );

  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (;;) {
      const [next] = [...this.alarms].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      const [id, { at, call }] = next;
      this.alarms.delete(id);
      this.now = at;
      call();
    }
    this.now = until;
  }
}

describe('whether a person is there', () => {
  test('two minutes without input are idle, and the next input is active at once', () => {
    const window = new Window();
    window.pass(IDLE_AFTER_MS - 1);
    expect(window.told).toEqual([]);
    window.pass(1);
    expect(window.told).toEqual(['idle']);
    window.attention.input();
    expect(window.told).toEqual(['idle', 'active']);
  });

  test('input in between begins the two minutes anew, with one alarm at most', () => {
    const window = new Window();
    for (let minute = 0; minute < 10; minute++) {
      window.pass(60_000);
      window.attention.input();
      expect(window.alarms.size).toBeLessThanOrEqual(1);
    }
    expect(window.told).toEqual([]);
    window.pass(IDLE_AFTER_MS);
    expect(window.told).toEqual(['idle']);
  });

  test('a hidden window is away, whatever was typed before; back in sight it is active', () => {
    const window = new Window();
    window.attention.input();
    window.attention.hidden(true);
    window.pass(10 * IDLE_AFTER_MS);
    expect(window.told).toEqual(['away']);
    window.attention.hidden(false);
    expect(window.attention.state).toBe('active');
    window.pass(IDLE_AFTER_MS);
    expect(window.told).toEqual(['away', 'active', 'idle']);
  });
});
