import { commandWords } from './words/commands.ts';
import { fieldWords } from './words/fields.ts';
import { optionWord } from './words/options.ts';
import type { Word } from './words/word.ts';

type Language = 'nl' | 'en';

const said = ([nl, en]: Word, language: Language): string => (language === 'nl' ? nl : en);

/** What a field of a command is called; undefined: it has no word yet. */
export function fieldWordOf(command: string, name: string): Word | undefined {
  return fieldWords[`${command}.${name}`] ?? fieldWords[name];
}

/** What a field of a command is called. */
export function fieldName(command: string, name: string, language: Language): string {
  const word = fieldWordOf(command, name);
  return word ? said(word, language) : name;
}

/** What a code is called. */
export function optionName(field: string, code: string, language: Language): string {
  const word = optionWord(field, code);
  return word ? said(word, language) : code;
}

/** What a command is called: the title of its form. */
export function commandName(command: string, language: Language): string {
  const word = commandWords[command];
  return word ? said(word, language) : command;
}
