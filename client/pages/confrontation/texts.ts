import { texts } from '../../app/i18n/i18n.svelte.ts';

/** Words of demand against capacity. */
export const t = texts('confrontation', {
  nl: {
    title: 'Kunnen de projecten door?',
    lead: 'Wat de projecten van Cluster 6 in deze regio vragen tegenover wat netten en leidingen bieden, op volgorde van aanvraag.',
    noNeeds:
      'Er is hier nog geen project waarvan u ziet wat het van netten en leidingen vraagt. Een bedrijf meldt dat bij zijn project.',
    hidden_one:
      'Van {{count}} project ziet u de cijfers niet. Het telt mee voor zover het in de gepubliceerde wachtrij staat.',
    hidden_other:
      'Van {{count}} projecten ziet u de cijfers niet. Ze tellen mee voor zover ze in de gepubliceerde wachtrij staan.',
    shareTitle: 'Aandeel projecten dat wel, misschien of niet door kan',
    shareSummary_one:
      'Van {{count}} project kan {{share}} ({{hindered}}) niet of misschien niet door; landelijk is dat {{national}}.',
    shareSummary_other:
      'Van de {{count}} projecten kan {{share}} ({{hindered}}) niet of misschien niet door; landelijk is dat {{national}}.',
    shareOfSeen_one:
      'U ziet de cijfers van {{count}} project; daarvan kan {{share}} ({{hindered}}) niet of misschien niet door. Landelijk is dat {{national}} van alle projecten.',
    shareOfSeen_other:
      'U ziet de cijfers van {{count}} projecten; daarvan kan {{share}} ({{hindered}}) niet of misschien niet door. Landelijk is dat {{national}} van alle projecten.',
    toldShare:
      'Van alle {{projects}} projecten in deze regio die een net of leiding vragen kan {{share}} ({{hindered}}) niet of misschien niet door. Vrijgegeven op {{day}}, op twee cijfers afgerond.',
    keptShare:
      'Hoe het met alle projecten van deze regio staat is niet vrijgegeven. Dat gebeurt pas als er aan beide kanten genoeg bedrijven staan, zodat het over geen ervan iets verraadt.',
    toldCountry:
      'In heel Nederland kan van de {{projects}} projecten in Regiotafel {{share}} ({{hindered}}) niet of misschien niet door. Vrijgegeven op {{day}}, op twee cijfers afgerond.',
    here: 'Deze regio',
    seen: 'Wat u ziet',
    national: 'Landelijk',
    nationalSource:
      'Landelijk cijfer: Cluster Energie Strategie van Cluster 6. Daarin zijn niet en misschien niet samengenomen.',
    FEASIBLE: 'Kan door',
    POSSIBLY: 'Misschien',
    NOT_FEASIBLE: 'Kan niet door',
    notOrPossibly: 'Niet of misschien niet',
    project: 'Project',
    asks: 'Vraagt',
    verdict: 'Uitkomst',
    why: 'Waarom',
    earliest: 'Plaats vanaf',
    asked: 'Aangevraagd',
    notAsked: 'nog niet',
    from: 'vanaf {{year}}',
    at: 'op {{name}}',
    room: 'Er is plaats',
    never: 'niet voor 2051',
    unknown: 'onbekend',
    tableLabel: 'Projecten op volgorde van aanvraag',
    areaTitle: 'Vraag en capaciteit: {{name}}, {{direction}}',
    areaEnough: 'In de jaren waarvan iets is gepubliceerd past de vraag binnen de vaste capaciteit.',
    areaShort: 'In {{year}} is de vraag {{demand}}, en er is {{firm}} vaste capaciteit; met wat gepland is {{all}}.',
    areaUnknown: 'Van dit net is nog geen capaciteit gepubliceerd; er wordt {{demand}} gevraagd.',
    area: 'Net en richting',
    year: 'Jaar',
    firm: 'Vaste capaciteit',
    planned: 'Gepland, niet vast',
    queue: 'Wachtrij van anderen',
    demand: 'Wachtrij en projecten samen',
    projects: 'Projecten',
    notPublished: 'niet gepubliceerd',
  },
  en: {
    title: 'Can the projects go on?',
    lead: 'What the projects of Cluster 6 in this region ask for against what grids and pipelines offer, in the order of application.',
    noNeeds:
      'There is no project here yet of which you can see what it asks of grids and pipelines. A company reports that at its project.',
    hidden_one:
      'You do not see the figures of {{count}} project. It counts as far as it stands in the published queue.',
    hidden_other:
      'You do not see the figures of {{count}} projects. They count as far as they stand in the published queue.',
    shareTitle: 'Share of projects that can, may or cannot go on',
    shareSummary_one:
      'Of {{count}} project {{share}} ({{hindered}}) cannot or possibly cannot go on; nationally it is {{national}}.',
    shareSummary_other:
      'Of {{count}} projects {{share}} ({{hindered}}) cannot or possibly cannot go on; nationally it is {{national}}.',
    shareOfSeen_one:
      'You see the figures of {{count}} project; of these {{share}} ({{hindered}}) cannot or possibly cannot go on. Nationally it is {{national}} of all projects.',
    shareOfSeen_other:
      'You see the figures of {{count}} projects; of these {{share}} ({{hindered}}) cannot or possibly cannot go on. Nationally it is {{national}} of all projects.',
    toldShare:
      'Of all {{projects}} projects in this region that ask for a grid or pipeline, {{share}} ({{hindered}}) cannot or possibly cannot go on. Released on {{day}}, rounded to two figures.',
    keptShare:
      'How all projects of this region stand has not been released. That takes enough companies on either side, so that it gives none of them away.',
    toldCountry:
      'In the whole country, of the {{projects}} projects in Regiotafel {{share}} ({{hindered}}) cannot or possibly cannot go on. Released on {{day}}, rounded to two figures.',
    here: 'This region',
    seen: 'What you see',
    national: 'National',
    nationalSource:
      'National figure: the cluster energy strategy of Cluster 6, in which “cannot” and “possibly” are taken together.',
    FEASIBLE: 'Can go on',
    POSSIBLY: 'Possibly',
    NOT_FEASIBLE: 'Cannot go on',
    notOrPossibly: 'Cannot or possibly cannot',
    project: 'The project',
    asks: 'Asks for',
    verdict: 'Outcome',
    why: 'Why',
    earliest: 'Room from',
    asked: 'Applied for',
    notAsked: 'not yet',
    from: 'from {{year}}',
    at: 'at {{name}}',
    room: 'There is room',
    never: 'not before 2051',
    unknown: 'not known',
    tableLabel: 'Projects in the order of application',
    areaTitle: 'Demand and capacity: {{name}}, {{direction}}',
    areaEnough: 'In the years of which anything was published, demand fits within the firm capacity.',
    areaShort:
      'In {{year}} demand is {{demand}}, and there is {{firm}} of firm capacity; {{all}} with what is planned.',
    areaUnknown: 'No capacity of this grid has been published; {{demand}} is asked for.',
    area: 'Grid and direction',
    year: 'Year',
    firm: 'Firm capacity',
    planned: 'Planned, not firm',
    queue: 'Queue of others',
    demand: 'Queue and projects together',
    projects: 'Projects in it',
    notPublished: 'not published',
  },
});
