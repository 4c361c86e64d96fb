/** Why a calculation gives no number. `{fill}` holds bounds and unit, without words. */
export const calculationRefusals = {
  INPUT_MISSING: { en: '{field} is missing; fill in {fill}.', nl: '{field} ontbreekt; vul in: {fill}.' },
  INPUT_NOT_A_NUMBER: { en: '{field} is not a number; fill in {fill}.', nl: '{field} is geen getal; vul in: {fill}.' },
  INPUT_INFINITE: { en: '{field} has no end; fill in {fill}.', nl: '{field} is oneindig; vul in: {fill}.' },
  INPUT_NEGATIVE: { en: '{field} is negative; fill in {fill}.', nl: '{field} is negatief; vul in: {fill}.' },
  INPUT_ZERO: { en: '{field} is zero; fill in {fill}.', nl: '{field} is nul; vul in: {fill}.' },
  INPUT_TOO_SMALL: { en: '{field} is too small; fill in {fill}.', nl: '{field} is te klein; vul in: {fill}.' },
  INPUT_TOO_LARGE: { en: '{field} is too large; fill in {fill}.', nl: '{field} is te groot; vul in: {fill}.' },
  INPUT_LENGTH: {
    en: '{field} has too few or too many values; fill in {fill}.',
    nl: '{field} heeft te weinig of te veel waarden; vul in: {fill}.',
  },
  INPUT_MISFIT: { en: '{field} does not fit; fill in {fill}.', nl: '{field} past niet; vul in: {fill}.' },
  INPUT_UNKNOWN: {
    en: 'This calculation has no {field}; leave it out.',
    nl: 'Deze berekening kent geen {field}; laat het weg.',
  },
  LENGTHS_DIFFER: {
    en: '{field} has {given} values and {other} has {needed}; give both as many.',
    nl: '{field} heeft {given} waarden en {other} heeft er {needed}; geef beide er evenveel.',
  },
  HOURS_BEYOND_YEAR: {
    en: '{field} adds up to {hours} hours; a year has at most 8784.',
    nl: '{field} telt op tot {hours} uur; een jaar heeft er hoogstens 8784.',
  },
  NOT_BELOW: {
    en: '{field} ({value}) must lie below {other} ({limit}).',
    nl: '{field} ({value}) moet lager zijn dan {other} ({limit}).',
  },
  BEYOND: {
    en: '{field} ({value}) may be at most {other} ({limit}).',
    nl: '{field} ({value}) mag hoogstens {other} ({limit}) zijn.',
  },
  NOTHING_ASKED: {
    en: 'Nothing is asked: all of {field} is zero; fill in what is needed.',
    nl: 'Er wordt niets gevraagd: {field} is overal nul; vul in wat nodig is.',
  },
  NOT_THERE: {
    en: '{field} names {name}, which is not among: {among}.',
    nl: '{field} noemt {name}; dat is niet een van: {among}.',
  },
  TWICE: { en: '{field}: {name} is there twice.', nl: '{field}: {name} staat er twee keer.' },
  NAMES_DIFFER: {
    en: '{field} lacks {name}, which {other} has; give it for both.',
    nl: '{field} mist {name}, dat {other} wel heeft; geef het bij beide.',
  },
  PARENTS_IN_CIRCLE: {
    en: 'Area {name} is its own parent, by way of others; correct {field}.',
    nl: 'Gebied {name} valt via andere gebieden onder zichzelf; pas {field} aan.',
  },
  SECTION_OF_TWO_CARRIERS: {
    en: 'Section {name} is named for {carrier} and for {other}; a section carries one of them.',
    nl: 'Deel {name} staat bij {carrier} en bij {other}; een deel vervoert er één van.',
  },
  IN_BOTH_ROUNDS: {
    en: '{name} is in both rounds, so {field} cannot name it.',
    nl: '{name} staat in beide rondes en hoort dus niet bij {field}.',
  },
  NO_ORDER: {
    en: '{field} gives each criterion a place of its own, from 0 to {last}.',
    nl: '{field} geeft elk criterium een eigen plaats, van 0 tot en met {last}.',
  },
  WEIGHTS_IMPOSSIBLE: {
    en: 'No weights that add up to 1 fit {field}; widen the bounds.',
    nl: 'Er zijn geen gewichten die optellen tot 1 en passen in {field}; maak de grenzen ruimer.',
  },
  CALCULATOR_BUSY: {
    en: 'Other calculations are under way; ask again in a moment.',
    nl: 'Er lopen andere berekeningen; vraag het zo opnieuw.',
  },
  CALCULATION_FOR_PARTICIPANTS: {
    en: 'What is calculated for a plan is for its participants; take part in it to see the figures.',
    nl: 'Wat voor een plan berekend wordt is voor de deelnemers; doe mee om de uitkomst te zien.',
  },
  CALCULATION_INCOMPLETE: {
    en: 'Nothing was calculated that can be recorded; fill in what is missing first: {missing}.',
    nl: 'Er is niets berekend om vast te leggen; vul eerst aan wat ontbreekt: {missing}.',
  },
  CALCULATION_UNKNOWN: {
    en: '{calc} is no calculation of this plan; this one has {known}.',
    nl: '{calc} is geen berekening van dit plan; het heeft {known}.',
  },
  SNAPSHOT_DIFFERS: {
    en: 'The server calculates something else than what was to be recorded ({fields}); look at the outcome again.',
    nl: 'De server rekent iets anders uit dan wat vastgelegd zou worden ({fields}); bekijk de uitkomst opnieuw.',
  },
  PARAMETER_UNFIT: {
    en: 'Parameter {key} was set to {given}; set it to {fill}.',
    nl: 'Parameter {key} staat op {given}; stel haar vast op {fill}.',
  },
} as const;
