/** What a form asks for: one field of a command's payload. `path` says where in the payload, `a.b`. */
interface Common {
  /** Name in the payload, by which it is labelled. */
  readonly name: string;
  readonly path: string;
  readonly required: boolean;
}

export interface TextField extends Common {
  readonly type: 'text';
  readonly min: number;
  readonly max: number;
  /** More than a line. */
  readonly long: boolean;
  /** What it must look like: name of a format. */
  readonly format?: string;
  /** Files may be named in it. */
  readonly files?: true;
}

/** A file: its address stands in the payload. */
export interface FileField extends Common {
  readonly type: 'file';
}

export interface NumberField extends Common {
  readonly type: 'number';
  readonly min?: number;
  readonly max?: number;
  readonly whole: boolean;
  /** `carrier`: the unit of the carrier that is chosen in the same form. */
  readonly unit?: string;
}

export interface ChoiceField extends Common {
  readonly type: 'choice';
  readonly options: readonly string[];
  readonly initial?: string;
}

export interface ChoicesField extends Common {
  readonly type: 'choices';
  readonly options: readonly string[];
  readonly min: number;
}

export interface YesNoField extends Common {
  readonly type: 'boolean';
}

export interface DayField extends Common {
  readonly type: 'day';
}

/** Somebody or something that is chosen by name: the id stands in the payload. */
export interface ReferenceField extends Common {
  readonly type: 'reference' | 'references';
  readonly prefixes: readonly string[];
  readonly min: number;
}

/** Several short texts, one a line. */
export interface LinesField extends Common {
  readonly type: 'lines';
  readonly min: number;
  readonly format?: string;
}

/** GeoJSON, as text. */
export interface GeometryField extends Common {
  readonly type: 'geometry';
}

export interface GroupField extends Common {
  readonly type: 'group';
  readonly fields: readonly FormField[];
  /** Left empty it is `null` in the payload. */
  readonly nullable: boolean;
  /** A pair of numbers instead of members with names. */
  readonly tuple: boolean;
}

/** Rows of the same fields. `keyed`: an object by year, whose first field is the year. */
export interface RowsField extends Common {
  readonly type: 'rows';
  /** Paths of its fields begin with `<path>.<row>.`; here they begin with `<path>.#.`. */
  readonly fields: readonly FormField[];
  readonly min: number;
  readonly keyed: boolean;
  /** The row is the number itself: a year and a number. */
  readonly single: boolean;
}

export type FormField =
  | TextField
  | FileField
  | NumberField
  | ChoiceField
  | ChoicesField
  | YesNoField
  | DayField
  | ReferenceField
  | LinesField
  | GeometryField
  | GroupField
  | RowsField;

/** A command's payload as a form: what is asked, and what is filled in without asking. */
export interface FormShape {
  readonly fields: readonly FormField[];
  /** Ids of new parts: name in the payload and prefix. */
  readonly fresh: readonly { readonly name: string; readonly prefix: string }[];
  /** Values that cannot be otherwise. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** The unit stands in the payload and follows from the carrier. */
  readonly unitByCarrier: boolean;
  /** Names for which no form can be made, such as the fingerprint of a file; unless they are given. */
  readonly unasked: readonly string[];
}
