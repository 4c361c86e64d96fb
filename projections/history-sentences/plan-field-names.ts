import type { Template } from './line.ts';

type Names = Readonly<Record<string, Template>>;

/** What the fields of each kind of plan are called (domain.md A.6); those of shared heat stand with the first names. */
export const planFieldNames = {
  sinkPeakMW: { nl: 'Piek van de afnemers', en: 'Peak of the sinks' },
  legalEntity: { nl: 'Rechtspersoon van de groep', en: 'Legal entity of the group' },
  emsSupplier: { nl: 'Leverancier van het energiemanagementsysteem', en: 'Supplier of the energy management system' },
  groupCapacityRequestedMW: { nl: 'Gevraagd afnamevermogen van de groep', en: 'Offtake requested for the group' },
  groupFeedInRequestedMW: { nl: 'Gevraagd invoedvermogen van de groep', en: 'Feed-in requested for the group' },
  sharedConnectionMVA: { nl: 'Gedeelde aansluiting', en: 'Shared connection' },
  primaryParty: { nl: 'Houder van de aansluiting', en: 'Holder of the connection' },
  secondaryParty: { nl: 'Partij die meedeelt', en: 'Party that shares it' },
  legalBasis: { nl: 'Wettelijke grondslag', en: 'Legal basis' },
  windMW: { nl: 'Windvermogen', en: 'Wind capacity' },
  solarMW: { nl: 'Zonvermogen', en: 'Solar capacity' },
  otherGenerationMW: { nl: 'Ander opwekvermogen', en: 'Other generation' },
  supplyMode: { nl: 'Aanvoer van waterstof', en: 'Supply of hydrogen' },
  sectionId: { nl: 'Deel van de landelijke leiding', en: 'Section of the backbone' },
  carbonType: { nl: 'Herkomst van de waterstof', en: 'Origin of the hydrogen' },
  demandMWhPerYear: { nl: 'Vraag per jaar', en: 'Demand per year' },
  peakMW: { nl: 'Piekvraag', en: 'Peak demand' },
  electrolyserMW: { nl: 'Vermogen van de elektrolyser', en: 'Capacity of the electrolyser' },
  feedstock: { nl: 'Grondstof', en: 'Feedstock' },
  feedstockTonnesPerYear: { nl: 'Grondstof per jaar', en: 'Feedstock per year' },
  digesterNm3PerHour: { nl: 'Vergister', en: 'Digester' },
  upgraderNm3PerHour: { nl: 'Opwerkinstallatie', en: 'Upgrader' },
  feedInPoint: { nl: 'Invoedpunt', en: 'Feed-in point' },
  guaranteesOfOriginUse: { nl: 'Gebruik van de garanties van oorsprong', en: 'Use of the guarantees of origin' },
  contractType: { nl: 'Soort contract', en: 'Type of contract' },
  congestionServiceProvider: { nl: 'Congestiedienstverlener', en: 'Congestion service provider' },
  flexMW: { nl: 'Flexibel vermogen', en: 'Flexible capacity' },
  maxHours: { nl: 'Langste afroep', en: 'Longest call' },
  callsPerYear: { nl: 'Afroepen per jaar', en: 'Calls per year' },
  storageMWh: { nl: 'Opslag', en: 'Storage' },
  captureTonnesPerYear: { nl: 'Afvang per jaar', en: 'Capture per year' },
  fossilShare: { nl: 'Fossiel deel van de CO2', en: 'Fossil share of the CO2' },
  conditioning: { nl: 'Geschikt maken voor vervoer', en: 'Conditioning for transport' },
  mode: { nl: 'Vervoer', en: 'Transport' },
  sinkLinkId: { nl: 'Verbinding naar de opslag', en: 'Link to the store' },
  distanceKm: { nl: 'Afstand tot de verbinding', en: 'Distance to the link' },
  heatSource: { nl: 'Warmte voor de afvang', en: 'Heat for the capture' },
} as const satisfies Names;

/** What the choices of a field are called, by field. */
export const planOptionNames: Readonly<Record<string, Names>> = {
  legalBasis: {
    ENERGIEWET: { nl: 'Energiewet (sinds 2026)', en: 'Energy Act (since 2026)' },
    ELEKTRICITEITSWET_1998: { nl: 'Elektriciteitswet 1998 (ouder)', en: 'Electricity Act 1998 (older)' },
  },
  supplyMode: {
    PIPE: { nl: 'per leiding', en: 'by pipe' },
    TRAILER: { nl: 'per trailer', en: 'by trailer' },
    LOCAL_ELECTROLYSIS: { nl: 'elektrolyse ter plekke', en: 'local electrolysis' },
  },
  carbonType: {
    RENEWABLE: { nl: 'hernieuwbaar', en: 'renewable' },
    LOW_CARBON: { nl: 'koolstofarm', en: 'low-carbon' },
  },
  guaranteesOfOriginUse: {
    OWN_USE: { nl: 'voor eigen gebruik', en: 'for own use' },
    SOLD: { nl: 'verkocht', en: 'sold' },
    BLENDING_OBLIGATION: { nl: 'voor de bijmengverplichting', en: 'for the blending obligation' },
  },
  contractType: {
    CBC: { nl: 'capaciteitsbeperkingscontract (CBC)', en: 'capacity-limiting contract (CBC)' },
    REDISPATCH: { nl: 'redispatch', en: 'redispatch on call' },
  },
  conditioning: {
    COMPRESSION: { nl: 'samenpersen', en: 'compression' },
    LIQUEFACTION: { nl: 'vloeibaar maken', en: 'liquefaction' },
  },
  mode: {
    PIPE: { nl: 'per leiding', en: 'by pipe' },
    SHIP: { nl: 'per schip', en: 'by ship' },
    TRUCK: { nl: 'per vrachtwagen', en: 'by truck' },
    RAIL: { nl: 'per spoor', en: 'by rail' },
  },
  heatSource: {
    WASTE: { nl: 'restwarmte', en: 'residual heat' },
    GAS: { nl: 'gas', en: 'natural gas' },
    ELECTRIC: { nl: 'elektrisch', en: 'electric' },
  },
};
