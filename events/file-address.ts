/** Address of a file: `file_` and 64 hexadecimal digits. Says nothing of its content. */
export type FileAddress = `file_${string}`;

const inText = /\bfile_[0-9a-f]{64}\b/g;
const whole = /^file_[0-9a-f]{64}$/;

export const isFileAddress = (value: unknown): value is FileAddress => typeof value === 'string' && whole.test(value);

/** The addresses that stand in a value of a field. */
export function filesIn(value: unknown): readonly FileAddress[] {
  return typeof value === 'string' ? [...new Set((value.match(inText) ?? []) as FileAddress[])] : [];
}
