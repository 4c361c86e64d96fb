import type { CalendarDay, EventId, Hidden, SubjectId } from '../../events/envelope.ts';

/**
 * What a page shows at one moment, laid out so that two moments can be compared: groups of items, each with an id that
 * stays the same and members that are compared one by one. Made of what one viewer may see.
 */
export type Sheet = readonly SheetGroup[];

/** A part of a page. A new one needs a line here, items in one of the sheets, and what is called what in the client. */
export type GroupName =
  | 'status'
  | 'fields'
  | 'targets'
  | 'participants'
  | 'contributions'
  | 'milestones'
  | 'texts'
  | 'comments'
  | 'decisions'
  | 'region'
  | 'partners'
  | 'plans'
  | 'sites'
  | 'figures';

export interface SheetGroup {
  readonly group: GroupName;
  readonly items: readonly SheetItem[];
}

export interface SheetItem {
  /** A field's name, a part's id, or a subject. */
  readonly id: string;
  /** What people call it; empty where the id says it. */
  readonly name: string;
  readonly members: Readonly<Record<string, Cell>>;
  /** What set the values that stand here: a correction points at one of these. */
  readonly events: readonly SetBy[];
  /** Whose it is: with its organisation it comes and goes. */
  readonly owner?: SubjectId;
}

export interface SetBy {
  readonly event: EventId;
  readonly from: CalendarDay;
}

export type CellValue = string | number | boolean | null | readonly string[];

export interface Cell {
  readonly value: CellValue | Hidden;
  readonly unit?: string;
  /** Stands for the value when it is compared, where the value says less than there is; it is not told on. */
  readonly comparedBy?: string;
}
