import { word, type Names } from './line.ts';

/** What regions are chosen by, calculated with and compared on, and what something is for. */
export const choiceNames: Readonly<Record<string, Names>> = {
  level: {
    INFORMED: word('op de hoogte is', 'has been informed'),
    LETTER: word('een brief heeft gestuurd', 'has sent a letter'),
    SIGNED: word('heeft getekend', 'has signed'),
  },
  criterion: {
    etsAnchors: word('grote locaties in emissiehandel', 'large sites in emissions trading'),
    reduction: word('reductie', 'reduction of emissions'),
    employment: word('werkgelegenheid', 'employment'),
    jobs: word('banen', 'jobs'),
    infrastructureClarity: word('duidelijkheid over infrastructuur', 'clarity about infrastructure'),
    readiness: word('rijpheid', 'readiness'),
    commitment: word('betrokkenheid van partners', 'commitment of partners'),
    replicability: word('herhaalbaarheid', 'replicability'),
    costEffectiveness: word('kosteneffectiviteit', 'cost-effectiveness'),
    carrierPilot: word('geschiktheid voor een pilot', 'fit for a pilot'),
  },
  targetId: {
    reg: word('een regio', 'a region'),
    sit: word('een locatie', 'a site'),
    prj: word('een project', 'a project'),
    pln: word('een plan', 'a plan'),
    inf: word('infrastructuur', 'infrastructure'),
    cas: word('een casus', 'a case'),
    les: word('een les', 'a lesson'),
    int: word('een interventie', 'an intervention'),
    dec: word('een besluit', 'a decision'),
  },
  'RegionIndicatorSet.key': {
    industryJobsShare: word('aandeel van de industrie in de banen', 'share of industry in the jobs'),
  },
  calc: {
    'infrastructure-confrontation': word('vraag en aanbod van infrastructuur', 'demand and supply of infrastructure'),
    'shared-heat': word('gedeelde warmte', 'shared heat'),
    'joint-connection': word('gezamenlijke aansluiting', 'joint connection'),
    'hydrogen-hub': word('waterstofhub', 'hydrogen hub'),
    'green-gas-hub': word('groengashub', 'green gas hub'),
    'co2-capture': word('CO₂-afvang', 'CO₂ capture'),
    'route-comparison': word('vergelijking van routes', 'comparison of routes'),
  },
};
