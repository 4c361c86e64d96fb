import { SvelteSet } from 'svelte/reactivity';

/** Commands whose refusal a form on the screen shows itself, beside what was typed: no dialog says it again. */
export const inForms = new SvelteSet<string>();
