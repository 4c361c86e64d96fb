/** A column of the table that goes with a picture. */
export interface ChartColumn {
  readonly name: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
}

/** A row of that table: its name, and its cells as they are read. */
export interface ChartRow {
  readonly id: string;
  readonly cells: readonly string[];
}

/** A series in the legend; `line` for series that are drawn as lines. */
export interface LegendEntry {
  readonly label: string;
  readonly series: number;
  readonly line?: boolean;
}
