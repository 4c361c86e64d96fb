import type { MailRows, MailState } from './notices.ts';
import type { Queries } from './sql-notices.ts';

/** Claims of mails: every step is one statement that at most one process can win. */
export function mailRows(db: Queries): MailRows {
  return {
    async claim({ key, actor, holder, upTo }, lease, now) {
      const made = await db.run(
        `INSERT INTO mail_claim (mail, actor, state, holder, lease, attempts, next_at, up_to)
         VALUES (?, ?, 'claimed', ?, ?, 0, 0, ?) ON CONFLICT (mail) DO NOTHING`,
        ...[key, actor, holder, lease, upTo],
      );
      if (made === 1) return true;
      const taken = await db.run(
        `UPDATE mail_claim SET holder = ?, lease = ? WHERE mail = ? AND state = 'claimed' AND lease <= ? AND next_at <= ?`,
        ...[holder, lease, key, now, now],
      );
      return taken === 1;
    },
    async begin(key, holder) {
      const begun = await db.run(
        `UPDATE mail_claim SET state = 'sending', attempts = attempts + 1
         WHERE mail = ? AND holder = ? AND state = 'claimed'`,
        ...[key, holder],
      );
      return begun === 1;
    },
    async end(key, state, problem) {
      await db.run('UPDATE mail_claim SET state = ?, problem = ? WHERE mail = ?', state, problem ?? null, key);
    },
    async again(key, nextAt, problem) {
      await db.run(
        `UPDATE mail_claim SET state = 'claimed', lease = 0, next_at = ?, problem = ? WHERE mail = ? AND state = 'sending'`,
        ...[nextAt, problem, key],
      );
    },
    async find(key) {
      const [row] = await db.all('SELECT state, attempts, problem FROM mail_claim WHERE mail = ?', key);
      if (!row) return undefined;
      const problem = row['problem'] === null ? undefined : String(row['problem']);
      return { state: row['state'] as MailState, attempts: Number(row['attempts']), problem };
    },
    async settleLost(before) {
      const rows = await db.all(`SELECT mail FROM mail_claim WHERE state = 'sending' AND lease <= ?`, before);
      const lost: string[] = [];
      for (const { mail } of rows) {
        const changed = await db.run(
          `UPDATE mail_claim SET state = 'unknown' WHERE mail = ? AND state = 'sending' AND lease <= ?`,
          ...[String(mail), before],
        );
        if (changed === 1) lost.push(String(mail));
      }
      return lost;
    },
    async toldTo(actor) {
      const [row] = await db.all(
        `SELECT max(up_to) AS told FROM mail_claim WHERE actor = ? AND state IN ('sent', 'empty')`,
        actor,
      );
      const told = row?.['told'];
      return told === null || told === undefined ? undefined : Number(told);
    },
  };
}
