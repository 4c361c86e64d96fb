import type { FollowedPlace, PresentPerson } from '../../events/live-protocol.ts';
import { planOfText, sectionOfText } from '../../events/narrative/sections.ts';

/** The page on which somebody works, and what of it. */
export interface PlaceOnScreen {
  readonly page: 'plan' | 'region';
  readonly id: string;
  /** The field or the text; undefined: none in particular. */
  readonly field?: string;
  readonly section?: string;
}

/** Where to look for somebody; undefined: nowhere that a page shows. */
export function onScreen({ topic, pointer }: FollowedPlace): PlaceOnScreen | undefined {
  const { subject = '', field } = pointer ?? {};
  const plan = subject.startsWith('pln_') ? subject : planOfText(subject);
  if (plan !== undefined) {
    const section = sectionOfText(subject);
    return { page: 'plan', id: plan, ...(section ? { section } : field === undefined ? {} : { field }) };
  }
  return topic.startsWith('region:') ? { page: 'region', id: topic.slice('region:'.length) } : undefined;
}

/** Who of them is in a plan, or in one of its texts. */
export function inPlan(people: readonly PresentPerson[], plan: string): PresentPerson[] {
  return people.filter(({ pointers }) =>
    pointers.some(({ subject }) => subject === plan || planOfText(subject) === plan),
  );
}

/** What a key press is, as far as it decides whether somebody goes his own way. */
interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const looking = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn']);

/**
 * Does a key end the following? Typing, keys that scroll and Escape do; going through the page's controls with Tab,
 * pressing one of them, and shortcuts do not.
 */
export function endsFollowing({ key, ctrlKey, metaKey }: Press, onControl: boolean): boolean {
  if (looking.has(key) || ctrlKey || metaKey) return false;
  return !(onControl && (key === 'Enter' || key === ' '));
}
