import { texts } from '../../app/i18n/i18n.svelte.ts';

export const t = texts('plan-links', {
  nl: {
    title: 'Hangt samen met',
    none: 'Nog geen besluiten, casussen of projecten bij dit plan.',
    decisions: 'Besluiten',
    cases: 'Casussen',
    projects: 'Projecten op ingebrachte locaties',
    pilot: 'Dit plan is aangewezen als pilot.',
    stopped: 'Dit plan is gestopt: {{reason}}',
    toDecision: 'Lees het besluit',
    organisations: 'Organisaties',
  },
  en: {
    title: 'Goes together with',
    none: 'No decisions, cases or projects with this plan yet.',
    decisions: 'Decisions about it',
    cases: 'Cases',
    projects: 'Projects at the sites brought in',
    pilot: 'This plan has been designated a pilot.',
    stopped: 'This plan was stopped: {{reason}}',
    toDecision: 'Read the decision',
    organisations: 'Organisations at the table',
  },
});
