import { texts } from '../../app/i18n/i18n.svelte.ts';

/** Words of the picture from carrier by site to route. */
export const t = texts('flows', {
  nl: {
    title: 'Van brandstof via locatie naar route',
    summary:
      'De {{sites}} locaties stoten per jaar {{total}} CO₂ uit. Voor {{planned}} daarvan ziet u een project met een route.',
    unknown: 'niet te zien',
    noRoute: 'nog geen route',
    others_one: '{{count}} andere locatie',
    others_other: '{{count}} andere locaties',
    burns: 'verbrandt',
    goes: 'gaat weg door',
    site: 'Locatie',
    part: 'Wat',
    carrierOrRoute: 'Brandstof of route',
    perYear: 'CO₂ per jaar',
    note: 'Uitstoot bij de locatie zelf, in CO₂-equivalenten. Van welke brandstof zij komt ziet u alleen van wie dat met u deelt; van routes die elkaar uitsluiten telt de gekozen.',
  },
  en: {
    title: 'From fuel by site to route',
    summary: 'The {{sites}} sites emit {{total}} of CO₂ a year. For {{planned}} of it you see a project with a route.',
    unknown: 'not to be seen',
    noRoute: 'no route yet',
    others_one: '{{count}} other site',
    others_other: '{{count}} other sites',
    burns: 'burns',
    goes: 'goes away by',
    site: 'Its site',
    part: 'What',
    carrierOrRoute: 'Fuel or route',
    perYear: 'CO₂ a year',
    note: 'Emissions at the site itself, in CO₂ equivalents. From which fuel they come you see only of those who share it with you; of routes that exclude each other the chosen one counts.',
  },
});
