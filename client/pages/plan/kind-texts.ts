import { texts } from '../../app/i18n/i18n.svelte.ts';

/** What the kinds of plan are called, and what each is about. */
export const t = texts('plan-kind', {
  nl: {
    kindSHARED_HEAT: 'Gedeelde warmte',
    kindJOINT_GRID_GTO: 'Groepscontract voor transport (GTO)',
    kindJOINT_GRID_CABLE_POOLING: 'Gedeelde aansluiting (cable pooling)',
    kindHYDROGEN_HUB: 'Waterstofhub',
    kindGREEN_GAS_HUB: 'Groengashub',
    kindFLEX_POOL: 'Flexpool',
    kindCO2_COLLECTION: 'Gezamenlijke CO₂-afvang',
    leadSHARED_HEAT: 'Wie warmte over heeft en wie haar nodig heeft.',
    leadJOINT_GRID_GTO: 'Bedrijven aan één deel van het net delen één transportcontract; ieder houdt zijn aansluiting.',
    leadJOINT_GRID_CABLE_POOLING: 'Opwek van twee partijen op één aansluiting.',
    leadHYDROGEN_HUB: 'Waterstof voor bedrijven die dicht bij elkaar liggen.',
    leadGREEN_GAS_HUB: 'Vergisting en opwerking, met één punt dat invoedt op het gasnet.',
    leadFLEX_POOL: 'Samen op afroep minder of anders stroom gebruiken, in één congestiegebied.',
    leadCO2_COLLECTION: 'CO₂ afvangen en samen naar een opslag brengen.',
  },
  en: {
    kindSHARED_HEAT: 'Shared heat',
    kindJOINT_GRID_GTO: 'Group transport contract (GTO)',
    kindJOINT_GRID_CABLE_POOLING: 'Shared connection (pooled cable)',
    kindHYDROGEN_HUB: 'Hydrogen hub',
    kindGREEN_GAS_HUB: 'Green-gas hub',
    kindFLEX_POOL: 'Flexibility pool',
    kindCO2_COLLECTION: 'Joint CO₂ capture',
    leadSHARED_HEAT: 'Who has heat to spare and who needs it.',
    leadJOINT_GRID_GTO: 'Companies on one part of the grid share one transport contract; each keeps its connection.',
    leadJOINT_GRID_CABLE_POOLING: 'Generation of two parties behind one connection.',
    leadHYDROGEN_HUB: 'Hydrogen for companies that lie close together.',
    leadGREEN_GAS_HUB: 'Digestion and upgrading, with one point that feeds into the gas grid.',
    leadFLEX_POOL: 'Together using less or other power on call, in one congestion area.',
    leadCO2_COLLECTION: 'Capturing CO₂ and taking it to a store together.',
  },
});
