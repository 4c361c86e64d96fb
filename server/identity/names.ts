import type { Directory } from '../vault/port.ts';

/** The names of all persons at hand, for who is shown at once; told of changes, so that an erased name is gone. */
export class Names {
  readonly #directory: Directory;
  readonly #names: Map<string, string>;

  private constructor(directory: Directory, names: Map<string, string>) {
    this.#directory = directory;
    this.#names = names;
  }

  static async of(directory: Directory): Promise<Names> {
    const persons = await directory.all();
    return new Names(directory, new Map(persons.map(({ actor, name }) => [actor, name])));
  }

  /** The person's name; of one who is not in the directory, his id. */
  nameOf(actor: string): string {
    return this.#names.get(actor) ?? actor;
  }

  /** Somebody was written or erased. */
  async changed(actor: string): Promise<void> {
    const person = await this.#directory.find(actor);
    if (person) this.#names.set(actor, person.name);
    else this.#names.delete(actor);
  }
}
