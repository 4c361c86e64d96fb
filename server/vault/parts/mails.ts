import type { MailRows, MailState } from '../port-notices.ts';
import type { Queries } from '../database.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** Claims of mails: every step is one statement that at most one process can win. */
export function mailRows(db: Queries): MailRows {
  return {
    async claim({ key, actor, holder, upTo }, lease, now) {
      const made = await db.run(
        `INSERT INTO mail_claim (mail, actor, state, holder, lease, attempts, next_at, up_to)
         VALUES ($1, $2, 'claimed', $3, $4, 0, 0, $5) ON CONFLICT (mail) DO NOTHING`,
        ...[key, actor, holder, lease, upTo],
      );
      if (made === 1) return true;
      const taken = await db.run(
        `UPDATE mail_claim SET holder = $1, lease = $2 WHERE mail = $3 AND state = 'claimed' AND lease <= $4 AND next_at <= $5`,
        ...[holder, lease, key, now, now],
      );
      return taken === 1;
    },
    async begin(key, holder) {
      const begun = await db.run(
        `UPDATE mail_claim SET state = 'sending', attempts = attempts + 1
         WHERE mail = $1 AND holder = $2 AND state = 'claimed'`,
        ...[key, holder],
      );
      return begun === 1;
    },
    async end(key, state, problem) {
      await db.run('UPDATE mail_claim SET state = $1, problem = $2 WHERE mail = $3', state, problem ?? null, key);
    },
    async again(key, nextAt, problem) {
      await db.run(
        `UPDATE mail_claim SET state = 'claimed', lease = 0, next_at = $1, problem = $2 WHERE mail = $3 AND state = 'sending'`,
        ...[nextAt, problem, key],
      );
    },
    async find(key) {
      const [row] = await db.rows<Row>('SELECT state, attempts, problem FROM mail_claim WHERE mail = $1', key);
      if (!row) return undefined;
      const problem = row['problem'] === null ? undefined : String(row['problem']);
      return { state: row['state'] as MailState, attempts: Number(row['attempts']), problem };
    },
    async settleLost(before) {
      const rows = await db.rows<Row>(`SELECT mail FROM mail_claim WHERE state = 'sending' AND lease <= $1`, before);
      const lost: string[] = [];
      for (const { mail } of rows) {
        const changed = await db.run(
          `UPDATE mail_claim SET state = 'unknown' WHERE mail = $1 AND state = 'sending' AND lease <= $2`,
          ...[String(mail), before],
        );
        if (changed === 1) lost.push(String(mail));
      }
      return lost;
    },
    async toldTo(actor) {
      const [row] = await db.rows<Row>(
        `SELECT max(up_to) AS told FROM mail_claim WHERE actor = $1 AND state IN ('sent', 'empty')`,
        actor,
      );
      const told = row?.['told'];
      return told === null || told === undefined ? undefined : Number(told);
    },
  };
}
