import { texts } from '../../app/i18n/i18n.svelte.ts';

export const t = texts('programme', {
  nl: {
    title: 'Programma',
    parts: 'Delen van het programma',
    overview: 'Overzicht',
    rounds: 'Interviewrondes',
    budget: 'Budget',
    interventions: 'Interventies',
    cases: 'Casussen en lessen',
    parameters: 'Kengetallen',
    report: 'Maandverslag',
  },
  en: {
    title: 'Programme',
    parts: 'Parts of the programme',
    overview: 'Overview',
    rounds: 'Interview rounds',
    budget: 'Programme budget',
    interventions: 'Interventions',
    cases: 'Cases and lessons',
    parameters: 'Parameters',
    report: 'Monthly report',
  },
});
