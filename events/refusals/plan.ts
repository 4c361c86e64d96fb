/** Sentences of what a plan, its gates and agreements refuse. */
export const planRefusals = {
  PLAN_TOO_FEW_ORGS: {
    en: 'A plan needs two different organisations before gate G1.',
    nl: 'Voor poort G1 zijn minimaal twee organisaties nodig.',
  },
  GTO_DIFFERENT_GRID_AREA: {
    en: '{site} is in another grid area or with another operator than the group.',
    nl: '{site} valt buiten het net van de groep: een ander gebied of een andere netbeheerder.',
  },
  GTO_NOT_GRANTED: {
    en: 'Gate G3 needs the group capacity that the operator grants.',
    nl: 'De netbeheerder heeft nog geen groepscapaciteit toegekend; die is nodig voor poort G3.',
  },
  COST_SPLIT_NOT_100: {
    en: 'Shares add up to {sum} %, not 100 %.',
    nl: 'De kostenverdeling telt op tot {sum} %, niet tot 100 %.',
  },
  GATE_ORDER: { en: 'Gate {gate} comes before {before}.', nl: 'Poort {gate} komt voor {before}.' },
  GATE_CHECKLIST: { en: 'Before gate {gate}: {missing}.', nl: 'Nog nodig voor poort {gate}: {missing}.' },
  GATE_NOT_ENDORSED: {
    en: 'Gate {gate} waits for an endorsement of the decision by {missing}.',
    nl: 'Poort {gate} wacht op medeondertekening van het besluit door {missing}.',
  },
  GATE_NOT_REQUESTED: {
    en: 'Gate {gate} has not been requested; request it first.',
    nl: 'Poort {gate} is niet aangevraagd; vraag haar eerst aan.',
  },
  CONSENT_MISSING: {
    en: '{organisation} has not consented to share {class} with {audience}.',
    nl: 'Toestemming ontbreekt: {organisation} heeft niet ingestemd met delen van {class} met {audience}.',
  },
  BACKUP_TOO_SMALL: {
    en: 'A backup of {backupMW} MW does not carry a peak of {sinkPeakMW} MW when a source is out.',
    nl: 'Een back-up van {backupMW} MW draagt een piek van {sinkPeakMW} MW niet als een bron uitvalt.',
  },
  ONLY_WIND_AND_SOLAR: {
    en: 'Under the Electricity Act 1998 only wind and solar on land share a connection; {otherMW} MW is something else.',
    nl: 'Onder de Elektriciteitswet 1998 delen alleen wind en zon op land een aansluiting; {otherMW} MW is iets anders.',
  },
  AGREEMENT_SIGNED: {
    en: 'The agreement was signed on {date}; end it, or draft another.',
    nl: 'De overeenkomst is getekend op {date}; beëindig haar of maak een andere.',
  },
  AGREEMENT_ENDED: { en: 'The agreement ended on {date}.', nl: 'De overeenkomst is beëindigd op {date}.' },
  RISK_CLOSED: { en: 'The risk is closed; raise it anew.', nl: 'Het risico is gesloten; meld het opnieuw.' },
  PLAN_STOPPED: { en: 'The plan has been stopped.', nl: 'Het plan is gestopt.' },
  PLAN_REALISED: { en: 'The plan was realised on {date}.', nl: 'Het plan is gerealiseerd op {date}.' },
  SUGGESTION_DISMISSED: {
    en: 'This suggestion was dismissed before.',
    nl: 'Dit voorstel is eerder afgewezen.',
  },
  OTHER_SUGGESTION: {
    en: 'Under this id another suggestion stands ({kind}); make a new id.',
    nl: 'Onder dit id staat een ander voorstel ({kind}); maak een nieuw id.',
  },
} as const;
