import { filesIn } from '../../events/file-address.ts';

/** A text in which files are named, as one writes it: the words, and the files beside them. */
export function splitFiles(value: string): { words: string; files: readonly string[] } {
  const files = filesIn(value);
  return { words: files.reduce((words, file) => words.replaceAll(file, ''), value).trimEnd(), files };
}

/** The words with the files named after them. */
export function joinFiles(words: string, files: readonly string[]): string {
  return [words, ...files].filter((part) => part !== '').join(' ');
}
