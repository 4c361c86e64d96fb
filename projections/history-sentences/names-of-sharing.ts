import { word, type Names } from './line.ts';

/** Who may see what and for what purpose, what money and mandates are for, as they stand within a sentence. */
export const sharingNames: Readonly<Record<string, Names>> = {
  audience: {
    PUBLIC: word('iedereen', 'everybody'),
    PARTNERS: word('de programmapartners', 'the programme partners'),
    REGION: word('de partners in de regio', 'the partners in the region'),
    PLAN: word('de deelnemers van het plan', 'the participants of the plan'),
    RVO: word('RVO', 'RVO (enterprise agency)'),
    PROGRAMME: word('het programmabureau', 'the programme office'),
  },
  seenBy: {
    P0: word('iedereen', 'everybody'),
    P1: word('de programmapartners', 'the programme partners'),
    P2: word('de partners in de regio', 'the partners in the region'),
    P3: word('de deelnemers van het plan', 'the participants of the plan'),
  },
  dataClass: {
    ENERGY_USE: word('energiegebruik', 'energy use'),
    HEAT: word('warmte', 'heat'),
    CONNECTION: word('de aansluiting', 'the connection'),
    FLEXIBILITY: word('flexibiliteit', 'flexibility'),
    LOAD_PROFILE: word('het belastingprofiel', 'the load profile'),
    PROJECTS: word('projecten', 'projects'),
    ALL: word('alle onderwerpen', 'all subjects'),
  },
  purpose: {
    CALCULATION: word('berekeningen', 'calculations'),
    SUGGESTION: word('voorstellen voor synergie', 'suggestions of synergies'),
    INTERVIEW: word('de interviewronde', 'the interview round'),
    AGGREGATE: word('totalen', 'totals'),
    PLAN: word('plannen', 'plans'),
    PUBLICATION: word('publicatie', 'publication'),
  },
  covers: {
    PROJECT: word('het project', 'the project'),
    INFRA: word('de infrastructuur', 'the infrastructure'),
  },
  subject: {
    REGION_SELECTION: word('de keuze van regio’s', 'the selection of regions'),
    CASE_SELECTION: word('de keuze van casussen', 'the selection of cases'),
    GATE: word('poorten van plannen', 'gates of plans'),
    BUDGET: word('het budget', 'the budget'),
    PRIORITY: word('prioriteiten', 'priorities'),
    SCOPE: word('de afbakening', 'the scope'),
    PUBLICATION: word('openbaarmaking', 'publication'),
    CORRECTION: word('correcties', 'corrections'),
  },
  channel: {
    WEBSITE: word('op de website', 'on the website'),
    OFFICIAL_GAZETTE: word('in een officieel blad', 'in an official gazette'),
    COUNCIL_LETTER: word('in een brief aan de staten of de raad', 'in a letter to the council'),
  },
};
