/** Why something about a decision or a mandate is refused. */
export const decisionRefusals = {
  DECISION_INCOMPLETE: {
    en: 'Two alternatives (one of them doing nothing), a motivation of 50 characters and a valid mandate are required.',
    nl: 'Nodig zijn twee alternatieven (waarvan één: niets doen), een motivering van 50 tekens en een geldig mandaat.',
  },
  NO_MANDATE: {
    en: '{person} has no mandate for {subject} on {date}.',
    nl: '{person} heeft op {date} geen geldig mandaat voor {subject}.',
  },
  MANDATE_TOO_SMALL: {
    en: 'The mandate goes up to EUR {maxEUR}; this decision takes EUR {amountEUR}.',
    nl: 'Het mandaat gaat tot {maxEUR} euro; dit besluit vraagt {amountEUR} euro.',
  },
  MANDATE_NEEDS_MEMBERSHIP: {
    en: '{person} does not belong to {organisation}; grant a membership first.',
    nl: '{person} hoort niet bij {organisation}; verleen eerst een lidmaatschap.',
  },
  DECISION_WITHOUT_REGION: {
    en: 'A decision is about at least one region; name it among the subjects.',
    nl: 'Een besluit gaat over minstens één regio; noem haar bij de onderwerpen.',
  },
  DECISION_TAKEN: {
    en: 'The decision has been taken already; draft one that supersedes it.',
    nl: 'Het besluit is al genomen; bereid een besluit voor dat het vervangt.',
  },
  DECISION_NOT_TAKEN: { en: 'The decision has not been taken yet.', nl: 'Het besluit is nog niet genomen.' },
  DECISION_ENDED: {
    en: 'The decision has been superseded or revoked; nothing can be added.',
    nl: 'Het besluit is vervangen of ingetrokken; er kan niets meer bij.',
  },
  DECISION_NOT_STANDING: {
    en: 'The decision that this one would supersede no longer stands, or has not been taken.',
    nl: 'Het besluit dat dit zou vervangen geldt niet meer, of is nog niet genomen.',
  },
  DO_NOTHING_TWICE: {
    en: '“{label}” is the alternative of doing nothing already.',
    nl: '“{label}” is al het alternatief van niets doen.',
  },
  CONDITION_FULFILLED: { en: 'The condition has been fulfilled.', nl: 'Aan de voorwaarde is al voldaan.' },
  INPUT_AHEAD: {
    en: 'Moment {inputIndex} has not been recorded yet; the last is {head}.',
    nl: 'Moment {inputIndex} is nog niet vastgelegd; het laatste is {head}.',
  },
  FACT_AFTER_INPUT: {
    en: 'The fact {event} was recorded at {index}, after the moment of knowledge {inputIndex}.',
    nl: 'Het feit {event} is vastgelegd op {index}, na het kennismoment {inputIndex}.',
  },
  REDACTED_TWICE: {
    en: '{field} is withheld on two grounds; keep one.',
    nl: '{field} heeft twee gronden; houd er één.',
  },
} as const;
