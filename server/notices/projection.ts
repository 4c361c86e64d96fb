import { applyNotices, initialNotices, type NoticesState } from '../../projections/notices/notices.ts';
import type { SideProjection } from '../readmodels/standing.ts';

/** Who is told of what, folded beside the facts: each event is looked at before its stream has taken it in. */
export const notices: SideProjection<NoticesState> = {
  name: 'notices',
  version: 3,
  early: true,
  initial: initialNotices,
  apply: applyNotices,
};
