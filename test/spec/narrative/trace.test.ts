import { Text } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { TextSession } from '../../../client/texts/text-session.ts';
import { changesSince } from '../../../events/narrative/state.ts';
import { Section } from './harness.ts';
import { trace, tracesThere } from './trace.ts';

/** What two real people typed, typed again by two clients through a narrative section. */
describe.skipIf(!tracesThere)('a recording of real people, replayed by two clients', () => {
  test.each([
    { name: 'friendsforever', transactions: 26_078, concurrent: 11_700 },
    { name: 'sveltecomponent', transactions: 18_335, concurrent: 0 },
  ])('$name ends in the recorded text, on both screens and in the log', ({ name, transactions, concurrent }) => {
    const recording = trace(name);
    expect(recording).toMatchObject({ concurrent });
    expect(recording.typed).toHaveLength(transactions);
    const section = new Section();
    const people = ['act_noor', 'act_daan'].map((actor) => ({
      actor,
      session: new TextSession(0, ''),
      screen: Text.empty,
    }));
    const own = new Map<string, string>();
    const hear = (): void => {
      for (const one of people) {
        for (const change of changesSince(section.state, one.session.revision) ?? []) {
          const effect = one.session.received({ ...change, command: own.get(change.command) ?? change.command });
          if (effect) one.screen = effect.apply(one.screen);
        }
      }
    };
    const send = (one: (typeof people)[number]): void => {
      const id = `own ${own.size}`;
      const said = one.session.send(id);
      if (!said) return;
      const outcome = section.give('EditText', { ...said }, one.actor);
      if ('events' in outcome) own.set(outcome.command, id);
      else throw new Error(`refused: ${JSON.stringify(outcome)}`);
    };
    let before = 0;
    for (const [n, { agent, changes }] of recording.typed.entries()) {
      if (agent !== before || n % 7 === 0) {
        for (const one of people) send(one);
        hear();
      }
      before = agent;
      const me = people[agent];
      if (!me) throw new Error('nobody');
      me.screen = changes.apply(me.screen);
      me.session.typed(changes);
    }
    for (let round = 0; round < 2; round++) {
      for (const one of people) send(one);
      hear();
    }
    for (const { screen } of people) expect(screen.toString()).toBe(recording.end);
    expect(section.text).toBe(recording.end);
    expect(section.textByCodeMirror()).toBe(recording.end);
    const authors = section.authors();
    expect(authors).toHaveLength(recording.end.length);
    expect(new Set(authors).size).toBe(name === 'friendsforever' ? 2 : 1);
    expect(section.events.some((event) => event.type === 'TextSnapshotTaken')).toBe(true);
  });
});
