/** The parts of the register's address, by what they choose. */
export const addressNames = {
  region: 'regio',
  status: 'status',
  organisation: 'organisatie',
  from: 'van',
  to: 'tot',
  text: 'q',
} as const;
export type FilterField = keyof typeof addressNames;
export const filterFields = Object.keys(addressNames) as FilterField[];

/** `?regio=…&sorteer=-type`; empty for the register as it opens. */
export function registerSearch(values: Readonly<Record<FilterField, string>>, sort: string): string {
  const address = new URLSearchParams();
  for (const field of filterFields) if (values[field] !== '') address.set(addressNames[field], values[field]);
  if (sort !== '-day') address.set('sorteer', sort);
  return address.toString();
}
