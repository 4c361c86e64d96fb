import { misfit } from '../commands/misfit.ts';
import { messages } from './messages.ts';
import type { LiveDependencies, LiveSocket } from './parts.ts';

type Answer = ((answer: unknown) => void) | undefined;
type Handlers = {
  [K in keyof typeof messages]: (message: ReturnType<(typeof messages)[K]['parse']>, answer: Answer) => void;
};

/** Hears a socket's messages: those that fit, and no more of them than a connection may send. */
export function receive(socket: LiveSocket, dependencies: LiveDependencies, handlers: Handlers): void {
  const { problem } = dependencies;
  for (const name of Object.keys(messages) as (keyof typeof messages)[]) {
    const heard = (message: unknown, ack: unknown): void => {
      const answer = typeof ack === 'function' ? (ack as Answer) : undefined;
      if (!takeToken(socket, dependencies)) {
        answer?.({ ok: false, problem: problem({ code: 'TOO_MANY_REQUESTS', values: { seconds: 1 } }) });
        return;
      }
      const parsed = messages[name].safeParse(message);
      if (parsed.success) return (handlers[name] as (message: unknown, answer: Answer) => void)(parsed.data, answer);
      answer?.({ ok: false, problem: problem(misfit(parsed.error, name).refused) });
    };
    (socket as unknown as { on: (event: string, listener: typeof heard) => void }).on(name, heard);
  }
}

function takeToken({ data }: LiveSocket, { limits, now }: LiveDependencies): boolean {
  const rate = limits?.commandsPerSecond ?? 50;
  const at = now();
  data.tokens = Math.min(rate * 2, data.tokens + ((at - data.refilledAt) / 1000) * rate);
  data.refilledAt = at;
  if (data.tokens < 1) return false;
  data.tokens -= 1;
  return true;
}
