/** Sentences of what projects, sites and infrastructure refuse. */
export const projectRefusals = {
  REDUCTION_EXCEEDS_BASELINE: {
    en: "The site's reductions reach {percent} % of its baseline; more than 110 % cannot be.",
    nl: 'De reductie op deze locatie komt op {percent} % van de uitstoot; meer dan 110 % kan niet.',
  },
  DOUBLE_COUNTED: {
    en: 'This reduction is already attributed for a share of {share}.',
    nl: 'Deze reductie is al toegerekend voor een deel van {share}.',
  },
  PHASE_SKIP: {
    en: 'A project cannot go from {from} to {to}.',
    nl: 'Een project kan niet van {from} naar {to}; fasen overslaan kan niet.',
  },
  UNIT_MISMATCH: {
    en: '{unit} does not fit {carrier}; use {fits}.',
    nl: '{unit} past niet bij {carrier}; gebruik {fits}.',
  },
  BOUNDS_REVERSED: {
    en: 'The bounds {low} and {high} do not lie around {value}.',
    nl: 'De grenzen {low} en {high} liggen niet om {value}.',
  },
  PROJECT_ENDED: { en: 'The project has ended ({phase}).', nl: 'Het project is afgelopen ({phase}).' },
  PRIMARY_NOT_A_ROUTE: {
    en: 'The primary route {primary} is not among the routes.',
    nl: 'De hoofdroute {primary} staat niet bij de routes.',
  },
  YEAR_NOT_LATER: {
    en: '{newYear} is not later than {oldYear}; accelerate the project instead.',
    nl: '{newYear} is niet later dan {oldYear}; versnel het project in plaats daarvan.',
  },
  YEAR_NOT_EARLIER: {
    en: '{newYear} is not earlier than {oldYear}; delay the project instead.',
    nl: '{newYear} is niet eerder dan {oldYear}; vertraag het project in plaats daarvan.',
  },
  START_BEFORE_FID: {
    en: 'The start in {startYear} lies before the final investment decision in {fidYear}.',
    nl: 'De start in {startYear} ligt voor het investeringsbesluit in {fidYear}.',
  },
  AREA_OR_SECTION: {
    en: 'A need lies in a grid area or at a section, not at both.',
    nl: 'Een behoefte ligt in een netgebied of aan een leidingdeel, niet aan beide.',
  },
  BOTTLENECK_RESOLVED: { en: 'The bottleneck has been resolved.', nl: 'Het knelpunt is opgelost.' },
  FUNDING_ANSWERED: {
    en: 'The request was answered on {date}; make a new one.',
    nl: 'De aanvraag is beantwoord op {date}; doe een nieuwe.',
  },
  NOT_AN_OPTION: { en: '{field} must be one of: {options}.', nl: '{field} is een van: {options}.' },
  NAMED_TWICE: { en: 'Something in {field} is named twice.', nl: 'In {field} staat iets dubbel.' },
  SITE_CLOSED: { en: 'The site was closed on {date}.', nl: 'De locatie is gesloten op {date}.' },
  DATE_AHEAD: {
    en: '{date} lies ahead of today ({today}); record it when it has happened.',
    nl: '{date} ligt na vandaag ({today}); leg het vast als het is gebeurd.',
  },
  HEAT_EXCEEDS_FUEL: {
    en: '{MWh} MWh of process heat is more than the {used} MWh of energy that were used.',
    nl: '{MWh} MWh proceswarmte is meer dan de {used} MWh energie die is gebruikt.',
  },
  NO_FLEX_NEEDS_REASON: {
    en: 'No flexibility: say why, with 0 MW.',
    nl: 'Geen flexibiliteit: zeg waarom, met 0 MW.',
  },
  NOT_INFRA_OWNER: {
    en: 'Only {operator} or a verified import may publish this capacity.',
    nl: 'Alleen de netbeheerder ({operator}) of een gecontroleerde import mag dit wijzigen.',
  },
  ONLY_OF_KIND: { en: 'This is only for: {kind}.', nl: 'Dit is alleen voor: {kind}.' },
  OLDER_THAN_PUBLISHED: {
    en: 'What holds on {asOf} is older than what was published as of {published}.',
    nl: 'De stand van {asOf} is ouder dan wat per {published} is gepubliceerd.',
  },
  WORK_COMPLETED: {
    en: '{name} was completed on {date} and cannot move.',
    nl: '{name} is gereed sinds {date} en kan niet meer schuiven.',
  },
} as const;
