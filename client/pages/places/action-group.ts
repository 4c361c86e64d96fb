import type { Actions } from '../../../events/any-stream/actions.ts';
import type { SubjectId } from '../../../events/envelope.ts';
import { today } from '../../app/today.ts';
import { day, seen } from './printed.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { may } from './rights.ts';
import { when, type Group } from './sheet.ts';
import { t } from './texts.ts';

/** What was agreed that somebody does, what is due first; done it is by the organisation that took it on. */
export function actionGroup(table: RegionTable, subject: SubjectId, actions: Actions, mayAgree: boolean): Group {
  const all = Object.values(actions).sort(
    (a, b) => Number(a.done !== undefined) - Number(b.done !== undefined) || a.due.localeCompare(b.due),
  );
  return {
    ...{ id: 'acties', title: t('actions'), empty: t('actionsEmpty') },
    lines: all.map(({ id, text, ownerOrg, due, done }) => ({
      ...{ id, text: seen(text.value) ?? t('secret'), entry: done ?? text, slot: id, over: done !== undefined },
      note: `${table.organisationName(ownerOrg)} · ${done ? t('doneOn', { day: day(done.from) }) : t('dueOn', { day: day(due) })}`,
      badge: !done && due < today() ? { text: t('overdue'), tone: 'red' as const } : undefined,
      acts: when(!done && may(table, 'CompleteAction', subject, { actionId: id }), {
        ...{ type: 'CompleteAction', given: { actionId: id }, initial: { date: today() } },
      }),
    })),
    acts: when(mayAgree, { type: 'AgreeAction' }),
  };
}
