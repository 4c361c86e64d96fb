/** Sentences of what cases, lessons, interventions, budgets, interviews, selections and releases refuse. */
export const nationalRefusals = {
  DECISION_NEEDED: {
    en: 'This needs a decision of type {type} that stands; {decision} is none about this.',
    nl: 'Hiervoor is een geldig besluit van soort {type} nodig; {decision} is dat hier niet.',
  },
  NOT_DECIDED: {
    en: 'This rests on a decision about it that stands; {decision} is none.',
    nl: 'Dit rust op een geldig besluit hierover; {decision} is dat niet.',
  },
  REGION_NOT_SELECTED: {
    en: 'Activation needs a decision that selects the region.',
    nl: 'Kies de regio eerst bij besluit; daarna kan zij starten.',
  },
  REGION_STATUS: {
    en: 'The region is {status}; this needs {needed}.',
    nl: 'De regio staat op {status}; hiervoor moet zij staan op {needed}.',
  },
  LEAD_NOT_GOVERNMENT: {
    en: '{organisation} is neither a province nor the programme office and cannot lead.',
    nl: '{organisation} is geen provincie of programmabureau en kan niet trekken.',
  },
  MERGE_WITH_ITSELF: {
    en: 'An organisation cannot merge with itself.',
    nl: 'Een organisatie kan niet met zichzelf samengaan.',
  },
  REVIEWER_IS_RIVAL: {
    en: '{organisation}, or a company of its group, has sites in your sector; name a reviewer who does not compete.',
    nl: '{organisation}, of een bedrijf uit haar concern, heeft locaties in uw sector; kies een vertrouwde lezer die niet concurreert.',
  },
  REGION_CLOSED: {
    en: 'The programme in {region} has been closed; nothing new begins there.',
    nl: 'Het programma in {region} is gesloten; er begint niets nieuws meer.',
  },
  ORGANISATION_MERGED: {
    en: '{organisation} became part of another organisation on {date}; name that one ({into}).',
    nl: '{organisation} is op {date} opgegaan in een andere organisatie; noem die ({into}).',
  },
  CASE_CLOSED: { en: 'The case is closed.', nl: 'De casus is gesloten.' },
  CASE_PHASE_SKIP: {
    en: 'A case cannot go from {from} to {to}.',
    nl: 'Een casus kan niet van {from} naar {to}.',
  },
  LESSON_RETIRED: { en: 'The lesson has been retired.', nl: 'De les is vervallen.' },
  INTERVENTION_STOPPED: {
    en: 'The intervention was stopped on {date}.',
    nl: 'De interventie is gestopt op {date}.',
  },
  MEASURED_ALREADY: {
    en: 'There is a measurement of {date}; correct it with a reason.',
    nl: 'Er is al een meting van {date}; corrigeer haar met een reden.',
  },
  NOT_MEASURED: {
    en: 'Nothing has been measured yet: the only verdict is unknown.',
    nl: 'Er is nog niets gemeten: het enige oordeel is onbekend.',
  },
  BUDGET_EXCEEDED: {
    en: 'Only {free} EUR free; reserved money cannot be committed.',
    nl: 'Onvoldoende vrij budget: {free} EUR is vrij; gereserveerd geld kan niet worden vastgelegd.',
  },
  PAYMENT_EXCEEDS_COMMITMENT: {
    en: '{EUR} EUR is more than the {left} EUR that are left of this commitment.',
    nl: '{EUR} EUR is meer dan de {left} EUR die van deze vastlegging over is.',
  },
  RELEASE_EXCEEDS_RESERVATION: {
    en: '{EUR} EUR is more than the {left} EUR that are left of this reservation.',
    nl: '{EUR} EUR is meer dan de {left} EUR die van deze reservering over is.',
  },
  ROUND_CLOSED: {
    en: 'Round {year} is closed; submit a correction with reason.',
    nl: 'Ronde {year} is gesloten; dien een correctie met reden in.',
  },
  ROUND_OPEN: { en: 'Round {year} is open; close it first.', nl: 'Ronde {year} is nog open; sluit haar eerst.' },
  RESPONSE_STANDS: {
    en: 'There is an answer for this project ({response}); correct it with a reason.',
    nl: 'Er is al een antwoord voor dit project ({response}); corrigeer het met een reden.',
  },
  WEIGHTS_NOT_1: {
    en: 'Weights must add up to 1; they add up to {sum}.',
    nl: 'Gewichten moeten optellen tot 1; nu is het {sum}.',
  },
  WEIGHTS_REVEALED: {
    en: 'The weights have been shown; no others are proposed after that.',
    nl: 'De gewichten zijn getoond; daarna worden er geen andere voorgesteld.',
  },
  WEIGHTS_SEALED: {
    en: 'Proposals are still sealed. Reveal the weights first, so that nobody is led by the first of them.',
    nl: 'Er liggen nog verzegelde voorstellen. Toon eerst de gewichten, zodat niemand op de eerste leunt.',
  },
  CRITERIA_WEIGHED: {
    en: 'These criteria have been weighed; define a new selection for others.',
    nl: 'Deze criteria zijn al gewogen; leg voor andere criteria een nieuwe selectie vast.',
  },
  RUN_DIFFERS: {
    en: 'What was sent is not what the scores at log index {inputIndex} come to; run the selection again.',
    nl: 'Wat is gestuurd volgt niet uit de scores op logindex {inputIndex}; reken de selectie opnieuw door.',
  },
  NO_DATA_FOR_CRITERION: {
    en: 'The log holds nothing from which {criterion} of this region follows; enter it by hand.',
    nl: 'Uit het logboek volgt {criterion} van deze regio nog niet; vul het met de hand in.',
  },
  NO_WEIGHTS: { en: 'Nobody has proposed weights yet.', nl: 'Nog niemand heeft gewichten voorgesteld.' },
  ONE_KIND_OF_WEIGHTS: {
    en: 'Give weights, an order or intervals: one of the three.',
    nl: 'Geef gewichten, een volgorde of intervallen: een van de drie.',
  },
  INTERVALS_INFEASIBLE: {
    en: 'No weights that add up to 1 lie in these intervals ({low} to {high}).',
    nl: 'In deze intervallen ({low} tot {high}) liggen geen gewichten die optellen tot 1.',
  },
  UNKNOWN_CRITERION: {
    en: 'The criterion {criterion} is not in the model, or is left out.',
    nl: 'Het criterium {criterion} staat niet in het model, of ontbreekt.',
  },
  NOT_OWN_CRITERION: {
    en: 'Your role does not score the criterion {criterion}.',
    nl: 'Uw rol geeft geen score voor het criterium {criterion}.',
  },
  SCORE_STANDS: {
    en: 'There is a score here ({score}); revise it with a reason.',
    nl: 'Er staat hier een score ({score}); herzie haar met een reden.',
  },
  OTHER_SITES: {
    en: 'The score rests on {sites} sites; enter another score for another number.',
    nl: 'De score rust op {sites} locaties; een ander aantal vraagt een andere score.',
  },
  RUN_INCOMPLETE: {
    en: '{n} scores are missing; enter them or mark them as unknown.',
    nl: 'Er ontbreken {n} scores; voer ze in of merk ze als onbekend.',
  },
  SELECTION_FROZEN: {
    en: 'The selection was frozen on {date}.',
    nl: 'De selectie is bevroren op {date}.',
  },
  COHORT_TOO_SMALL: {
    en: 'Fewer than {k} sites, or one owner makes up most: the figure stays hidden.',
    nl: 'Minder dan {k} locaties, of een eigenaar is het meeste: het getal blijft verborgen.',
  },
  RELEASE_TOO_SOON: {
    en: 'Released again from {earliest}, and when {sites} sites have changed.',
    nl: 'Opnieuw vrij te geven vanaf {earliest}, en als er {sites} locaties zijn gewijzigd.',
  },
  OTHER_SCOPE: {
    en: 'This stream holds totals of {scope}; make a new id.',
    nl: 'Onder dit id staan totalen van {scope}; maak een nieuw id.',
  },
} as const;

/** Words for what a refusal lists. */
export const listedWords: Readonly<Record<string, { nl: string; en: string }>> = {
  letterOfIntent: { nl: 'een getekende intentieverklaring', en: 'a signed letter of intent' },
  organisations: { nl: 'twee organisaties', en: 'two organisations' },
  calculation: { nl: 'een vastgelegde berekening', en: 'a recorded calculation' },
  bottlenecksOwned: { nl: 'een eigenaar voor elk knelpunt', en: 'an owner of every bottleneck' },
  flexibilityStated: {
    nl: 'het flexpotentieel van elke locatie (of dat er geen is)',
    en: 'the flexibility of every site (or that there is none)',
  },
  costSplitAccepted: {
    nl: 'een kostenverdeling die iedereen aanvaardt',
    en: 'a cost split that everybody accepts',
  },
  agreementsDrafted: { nl: 'een overeenkomst in concept', en: 'a drafted agreement' },
  operatorConfirmation: { nl: 'de groepscapaciteit van de netbeheerder', en: "the operator's group capacity" },
  agreementsSigned: { nl: 'alle overeenkomsten getekend', en: 'all agreements signed' },
  contributionsFirm: { nl: 'alle inbreng vast', en: 'all contributions firm' },
  PROVINCE: { nl: 'de provincie', en: 'the province' },
  PROGRAMME_LEAD: { nl: 'de programmaleiding', en: 'the programme lead' },
  milestonesReached: { nl: 'de mijlpalen van deze poort', en: 'the milestones of this gate' },
};
