import type { Config } from '../ops/config.ts';

/** Signs in at the server that runs with these settings, as the steward of the demonstration. @throws with a sentence */
export async function signInAsSteward({ host, port }: Config): Promise<{ url: string; cookie: string }> {
  const url = `http://${host}:${port}`;
  const reached = await fetch(`${url}/api/session`).catch((error: unknown) => {
    throw new Error(
      `A server holds the data directory, but none answers at ${url}: set PORT and HOST as it has them.`,
      {
        cause: error,
      },
    );
  });
  const session = (await reached.json()) as { personas?: { id: string; role: string }[] };
  const steward = session.personas?.find((persona) => persona.role === 'STEWARD');
  if (!steward) throw new Error(`The server at ${url} offers no steward to sign in as: use its admin page.`);
  const signIn = await fetch(`${url}/api/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona: steward.id }),
  });
  const cookies = signIn.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { url, cookie: cookies.join('; ') };
}
