import { word, type Names } from './line.ts';

/** What is used, transported and published, as it stands within a sentence. */
export const energyNames: Readonly<Record<string, Names>> = {
  carrier: {
    ELECTRICITY: word('elektriciteit', 'electricity'),
    HYDROGEN: word('waterstof', 'hydrogen'),
    HEAT: word('warmte', 'heat'),
    CO2: word('CO₂-afvoer', 'CO₂ transport'),
    GREEN_GAS: word('groen gas', 'green gas'),
    NATURAL_GAS: word('aardgas', 'natural gas'),
    HEAT_STEAM: word('warmte en stoom', 'heat and steam'),
    BIOGAS: word('biogas', 'bio-gas'),
    BIOMASS: word('biomassa', 'biomass'),
    COAL_COKES: word('kolen en cokes', 'coal and cokes'),
    OIL: word('olie', 'oil'),
    WASTE: word('afval', 'waste'),
  },
  direction: {
    OFFTAKE: word('afname', 'offtake'),
    FEED_IN: word('invoeding', 'feed-in'),
    HEAT: word('warmte', 'heat'),
  },
  quality: {
    MEASURED: word('gemeten', 'measured'),
    CONTRACT: word('volgens contract', 'by contract'),
    ESTIMATE: word('geschat', 'estimated'),
    DEFAULT: word('kengetal', 'default figure'),
  },
  band: {
    LT: word('tot 60 °C', 'up to 60 °C'),
    MT: word('van 60 tot 100 °C', 'of 60 to 100 °C'),
    HT1: word('van 100 tot 200 °C', 'of 100 to 200 °C'),
    HT2: word('van 200 tot 500 °C', 'of 200 to 500 °C'),
    HT3: word('boven 500 °C', 'above 500 °C'),
  },
  step: {
    PT15M: word('per kwartier', 'per quarter of an hour'),
    PT1H: word('per uur', 'per hour'),
  },
  medium: {
    WATER: word('water', 'hot water'),
    STEAM: word('stoom', 'steam'),
    FLUE_GAS: word('rookgas', 'flue gas'),
    AIR: word('lucht', 'air'),
    OTHER: word('een ander medium', 'another medium'),
  },
  right: {
    FIRM: word('vast transportrecht', 'firm transport right'),
    NON_FIRM: word('niet-vast transportrecht', 'non-firm transport right'),
    TIME_DURATION: word('tijdsduurgebonden transportrecht', 'transport right bound to a duration'),
    TIME_BLOCK: word('tijdsblokgebonden transportrecht', 'transport right bound to time blocks'),
    GROUP: word('transportrecht van een groep', 'transport right of a group'),
  },
  firmness: {
    FIRM: word('vast', 'firm'),
    PLANNED: word('gepland', 'planned'),
    EXPLORATORY: word('verkennend', 'exploratory'),
    CONDITIONAL: word('onder voorwaarde', 'conditional'),
    INDICATIVE: word('indicatief', 'indicative'),
  },
  'FlexPotentialStated.type': {
    SHIFT: word('door gebruik te verschuiven', 'by shifting use'),
    SHED: word('door af te schakelen', 'by shedding load'),
    STORAGE: word('met opslag', 'with storage'),
    FUEL_SWITCH: word('door op een andere brandstof over te gaan', 'by switching fuel'),
    NONE: word('geen', 'none'),
  },
  'InfrastructureRegistered.kind': {
    GRID_AREA: word('netgebied', 'grid area'),
    H2_SECTION: word('deel van de waterstofleiding', 'section of the hydrogen pipeline'),
    CO2_LINK: word('CO₂-verbinding', 'CO₂ link'),
    GAS_ZONE: word('gasgebied', 'gas zone'),
    HEAT_NETWORK: word('warmtenet', 'heat network'),
  },
  congestion: {
    TRANSPARANT: word('ruimte beschikbaar', 'room available'),
    YELLOW: word('beperkte ruimte', 'limited room'),
    AMBER: word('in onderzoek, met wachtrij', 'under investigation, with a queue'),
    RED: word('tekort, met wachtrij', 'shortage, with a queue'),
  },
};
