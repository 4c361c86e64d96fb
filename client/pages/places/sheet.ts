import type { DetailField, DetailValue } from '../../../events/details.ts';
import type { Entry } from '../../../events/timeline.ts';
import type { FormKind } from '../../forms/schemas.ts';

/** What a page of a site, a project, infrastructure or a case shows: fields that are typed in, and groups of facts. */
export interface Sheet {
  readonly kind: FormKind;
  readonly id: string;
  readonly title: string;
  /** What it is: beside the title. */
  readonly badges: readonly Badge[];
  /** Where it belongs: links to other pages of the region. */
  readonly links: readonly { readonly to: string; readonly text: string }[];
  readonly mayEdit: boolean;
  /** Who may edit, for those who may not. */
  readonly editors: string;
  readonly fields: readonly SheetField[];
  readonly groups: readonly Group[];
}

export interface Badge {
  readonly text: string;
  readonly tone: 'neutral' | 'teal' | 'amber' | 'green' | 'red';
}

/** A plain field, edited where it stands. */
export interface SheetField {
  readonly name: string;
  readonly label: string;
  readonly spec: DetailField;
  readonly last: Entry<DetailValue | null> | undefined;
  /** Type of the event that sets its first value, beside that of the others. */
  readonly firstBy: string;
}

/** Facts of one sort. */
export interface Group {
  readonly id: string;
  readonly title: string;
  /** What one reads when there is nothing yet: what it is for, and who adds it. */
  readonly empty: string;
  readonly lines: readonly Line[];
  readonly acts: readonly Act[];
}

export interface Line {
  readonly id: string;
  readonly text: string;
  readonly note?: string | undefined;
  /** Past: withdrawn, resolved, done. */
  readonly over?: boolean | undefined;
  readonly badge?: Badge | undefined;
  readonly to?: string | undefined;
  /** What set it, and by what name its history is found. */
  readonly entry?: Entry<unknown> | undefined;
  readonly slot?: string | undefined;
  /** Files that belong to it: what each is called, and its address or what stands in its place. */
  readonly files?: readonly { readonly what: string; readonly address: unknown }[] | undefined;
  readonly acts?: readonly Act[];
}

/** A command that somebody may give here, as a form. */
export interface Act {
  readonly type: string;
  readonly given?: Readonly<Record<string, unknown>>;
  readonly initial?: Readonly<Record<string, unknown>> | undefined;
  readonly basis?: Readonly<Record<string, string | null>> | undefined;
  readonly label?: string | undefined;
  readonly strong?: boolean;
}

/** An act, when it is allowed. */
export const when = (allowed: boolean, ...acts: readonly Act[]): readonly Act[] => (allowed ? acts : []);
