import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Person } from './server-harness.ts';

/** The newest checkpoint, once there is one over at least so many events: signing follows a change within a second. */
export async function signedHead(person: Person, least = 1): Promise<Answer> {
  for (;;) {
    const answer = await person.get('/api/audit/checkpoint');
    if (answer.status === 200 && Number(answer.text.split('\n')[1]) >= least) return answer;
    if (answer.status !== 200 && answer.status !== 404) return answer;
    await pause(20);
  }
}

/** Asks until what is asked about is under a checkpoint. */
export async function onceSigned(call: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await call();
    if (answer.status !== 503) return answer;
    await pause(20);
  }
}
