import { tick } from 'svelte';
import type { z } from 'zod';
import { prefixes } from '../../events/ids.ts';
import type { Problem } from '../../events/live-protocol.ts';
import { language } from '../app/i18n/i18n.svelte.ts';
import { live, newId } from '../live/live.svelte.ts';
import type { FileAbout } from '../files/send-file.ts';
import { membershipFor } from '../session/may.ts';
import { session } from '../session/session.svelte.ts';
import { faultsOf, type Fault } from './check.ts';
import type { FormShape, RowsField } from './fields.ts';
import { inForms } from './in-forms.svelte.ts';
import { dataOf, emptyInputs, inputsOf, rowsOf, type Inputs } from './inputs.ts';
import type { FormKind } from './schemas.ts';
import { shapeOf } from './shape.ts';

/** What a form is for. */
export interface FormWish {
  readonly kind: FormKind;
  readonly type: string;
  /** Whom the command is for; absent: it makes something new. */
  readonly subject?: string | undefined;
  readonly topic: string;
  /** Members of the payload that the page knows, which are not asked. */
  readonly given?: Readonly<Record<string, unknown>> | undefined;
  /** What stands there now, or was refused. */
  readonly initial?: Readonly<Record<string, unknown>> | undefined;
  /** What the person saw when he opened the form. */
  readonly basis?: Readonly<Record<string, string | null>> | undefined;
}

/** A command's form: what is typed stays in this browser until the command is recorded or waits in the queue. */
export class CommandForm {
  readonly shape: FormShape;
  readonly #schema: z.ZodType;
  readonly #wish: FormWish;
  readonly #place: string;
  #inputs = $state.raw<Inputs>({});
  #faults = $state.raw<Readonly<Record<string, Fault>>>({});
  #given = $state<string>();
  #subject: string;
  #touched = false;

  constructor(schema: z.ZodType, wish: FormWish) {
    this.#schema = schema;
    this.#wish = wish;
    const { kind, type, topic, given = {}, initial } = wish;
    this.shape = shapeOf(schema, Object.keys(given));
    this.#place = `formulier ${type} ${wish.subject ?? topic} ${Object.values(given)
      .filter((one) => typeof one === 'string')
      .join(' ')}`;
    this.#subject = wish.subject ?? `${prefixes[kind]}_${newId()}`;
    this.#inputs = initial ? inputsOf(this.shape, initial, language.now) : emptyInputs(this.shape);
    void live.kept.typed(this.#place).then((kept) => {
      if (kept !== '' && !this.#touched) this.#inputs = { ...this.#inputs, ...(JSON.parse(kept) as Inputs) };
    });
  }

  get inputs(): Inputs {
    return this.#inputs;
  }
  get faults(): Readonly<Record<string, Fault>> {
    return this.#faults;
  }
  /** The unit of amounts whose unit follows from another field, or from what the page knows. */
  get flowUnit(): string {
    const data = dataOf(this.shape, this.#inputs, this.#wish.given ?? {}, language.now);
    return typeof data['unit'] === 'string' ? data['unit'] : '';
  }
  get refused(): Problem | undefined {
    return live.refused.find(({ command }) => command.id === this.#given)?.problem;
  }
  /** `recorded`, or safe in the queue until there is a connection. */
  get stage(): 'typing' | 'sending' | 'refused' | 'done' {
    if (this.#given === undefined) return 'typing';
    if (this.refused) return 'refused';
    return live.holds(this.#given) && live.status === 'online' ? 'sending' : 'done';
  }
  /** What it is about, also while it does not stand yet. */
  get subject(): string {
    return this.#subject;
  }

  /** What a file that is sent here belongs to; undefined: it does not stand yet, so nothing can belong to it. */
  get filesAbout(): FileAbout | undefined {
    const { subject, topic, type, given = {} } = this.#wish;
    if (subject === undefined) return undefined;
    const region = topic.startsWith('region:') ? { region: topic.slice('region:'.length) } : {};
    const shown = { state: live.shown(topic).state, ...region };
    const as = membershipFor(session.person?.memberships, shown, { type, subject, data: given });
    return { subject, ...(as === undefined ? {} : { organisation: as.organisation }) };
  }

  set(path: string, value: Inputs[string]): void {
    this.#touched = true;
    this.#inputs = { ...this.#inputs, [path]: value };
    const { [path]: gone, ...others } = this.#faults;
    if (gone) this.#faults = others;
    live.kept.keepTyped(this.#place, JSON.stringify(this.#inputs));
  }

  /** One more row; of values by year that of the year after the last. */
  addRow(field: RowsField): void {
    const rows = rowsOf(field, this.#inputs);
    const last = Number(this.#inputs[`${field.path}.${rows - 1}.year`]);
    if (field.keyed && last >= 2020 && last < 2050) this.set(`${field.path}.${rows}.year`, String(last + 1));
    this.set(field.path, String(rows + 1));
  }

  dropRow(field: RowsField): void {
    const rows = rowsOf(field, this.#inputs);
    const gone = `${field.path}.${rows - 1}.`;
    this.#inputs = Object.fromEntries(Object.entries(this.#inputs).filter(([path]) => !path.startsWith(gone)));
    this.set(field.path, String(Math.max(1, rows - 1)));
  }

  /** Gives the command when it fits its schema; else says at each field what does not, and goes to the first. */
  submit(form: HTMLFormElement | undefined): void {
    if (this.stage === 'sending') return;
    this.release();
    const { type, topic, given = {}, basis } = this.#wish;
    const fresh = Object.fromEntries(this.shape.fresh.map(({ name, prefix }) => [name, `${prefix}_${newId()}`]));
    const data = dataOf(this.shape, this.#inputs, { ...fresh, ...given }, language.now);
    this.#faults = faultsOf(this.#schema, this.shape, this.#inputs, data, language.now);
    if (Object.keys(this.#faults).length > 0) {
      void tick().then(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const id = newId();
    inForms.add(id);
    const command = { type, subject: this.#subject, data, ...(basis ? { basis } : {}) };
    this.#given = live.give(topic, command, id);
  }

  /** It is recorded, or waits in the queue: what was typed is not needed any more. */
  finish(): void {
    live.kept.keepTyped(this.#place, '');
    if (this.#given !== undefined) inForms.delete(this.#given);
  }

  /** The form goes from the screen: what was given is safe in the queue, what was not stays typed. */
  leave(): void {
    if (this.#given !== undefined && !this.refused) this.finish();
    else this.release();
  }

  /** Lets go of a refusal that was read; what was typed stays for the next time. */
  release(): void {
    if (this.#given === undefined) return;
    if (this.refused) live.dismiss(this.#given);
    inForms.delete(this.#given);
    this.#given = undefined;
  }
}
