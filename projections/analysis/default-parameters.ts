/** What a calculation assumes until somebody sets it: value, unit, what is still credible, and where it is from. */
export interface DefaultParameter {
  readonly value: number;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

const parameter = (
  value: number,
  unit: string,
  range: readonly [number, number],
  source: string,
): DefaultParameter => ({
  ...{ value, unit, source },
  ...{ least: range[0], most: range[1] },
});

/** Where a value is from that nobody has measured or agreed. */
export const ASSUMED = 'assumption of the programme, to be confirmed';
const ETM = 'ETM dataset nl2023, carriers.csv';
const DEA = 'PyPSA technology-data, costs_2030.csv (Danish Energy Agency)';
const RVO = 'RVO, Nederlandse lijst van energiedragers';
const GRID = 'CE Delft, Ketenemissies elektriciteit (mix 2021), direct';

const kgPerGJ = (value: number): DefaultParameter => parameter(value, 'kg/GJ', [0, 200], ETM);
const weight = (value: number): DefaultParameter => parameter(value, '-', [0, 1], ASSUMED);
const share = (value: number, source = ASSUMED): DefaultParameter => parameter(value, '-', [0, 1], source);
const efficiency = (value: number): DefaultParameter => parameter(value, '-', [0.1, 1], DEA);
const grid = (value: number, source = ASSUMED): DefaultParameter => parameter(value, 't/MWh', [0, 2], source);
const price = (value: number, source: string): DefaultParameter => parameter(value, 'EUR/MWh', [0, 2_000], source);
const plant = (value: number): DefaultParameter => parameter(value, 'EUR/MW', [0, 1e8], ASSUMED);
const most = (km: number): DefaultParameter => parameter(km, 'km', [0.1, 200], ASSUMED);

/** The constants of all calculations; the keys are those of ParameterSet. Prices are of 2023 unless said. */
export const defaultParameters = {
  'gas.lowerHeatingValue': parameter(31.65, 'MJ/Nm3', [20, 45], RVO),
  'gas.higherHeatingValue': parameter(35.17, 'MJ/Nm3', [20, 50], RVO),
  'gas.emissionFactor': kgPerGJ(56.5),
  'lpg.emissionFactor': kgPerGJ(66.7),
  'fuelOil.emissionFactor': kgPerGJ(77.4),
  'diesel.emissionFactor': kgPerGJ(74.3),
  'coal.emissionFactor': kgPerGJ(94.5),
  'waste.emissionFactor': kgPerGJ(105.2),
  'grid.emission.2021': grid(0.3, GRID),
  'grid.emission.2030': grid(0.1),
  'grid.emission.2035': grid(0.05),
  'grid.emission.2040': grid(0.02),
  'hydrogen.lowerHeatingValue': parameter(120.1, 'MJ/kg', [110, 130], ETM),
  'hydrogen.density': parameter(0.08988, 'kg/Nm3', [0.08, 0.1], 'at 0 °C and 1.01325 bar'),
  'boiler.efficiency': efficiency(0.93),
  'eBoiler.efficiency': efficiency(0.99),
  'heatPump.copTo125C': parameter(2.7, '-', [1, 10], DEA),
  'heatPump.copTo150C': parameter(3.05, '-', [1, 10], DEA),
  'gas.price': price(53.23, ETM),
  'hydrogen.price': price(107.31, ETM),
  'greenGas.price': price(63.57, ETM),
  'electricity.price': price(90, ASSUMED),
  'ets.priceEUR': parameter(75, 'EUR/t', [0, 1_000], ASSUMED),

  'grid.graceYears': parameter(2, 'yr', [0, 10], ASSUMED),

  'heat.waterDensity': parameter(975, 'kg/m3', [900, 1_000], 'water at 75 °C'),
  'heat.waterSpecificHeat': parameter(4_190, 'J/kgK', [4_000, 4_400], 'water at 75 °C'),
  'heat.detourFactor': parameter(1.3, '-', [1, 5], ASSUMED),
  'heat.maxVelocity': parameter(2, 'm/s', [0.1, 5], ASSUMED),
  'heat.pipePriceIndex': parameter(1, '-', [0.2, 5], 'Logstor catalogue as in MESIDO, prices of 2020'),
  'heat.pairFactor': parameter(2, '-', [1, 3], ASSUMED),
  'heat.exchangerCost': parameter(100, 'EUR/kW', [0, 2_000], ASSUMED),
  'heat.unforeseenShare': share(0.2),
  'heat.opexShare': share(0.02),
  'heat.pumpShare': share(0.01),
  'heat.interestRate': share(0.06),
  'heat.lifetime': parameter(30, 'yr', [1, 100], ASSUMED),
  'heat.groundTemperature': parameter(10, '°C', [-20, 40], ASSUMED),
  'heat.exchangerDelta': parameter(5, 'K', [0, 30], ASSUMED),
  'heat.warmHours': parameter(8_760, 'h/yr', [1, 8_784], ASSUMED),
  'heat.purchasePrice': price(5, ASSUMED),
  'heat.heatPumpCost': parameter(900, 'EUR/kW', [0, 10_000], ASSUMED),

  'group.margin': share(0.05),
  'group.permutations': parameter(10_000, '-', [100, 1_000_000], ASSUMED),
  'group.seed': parameter(1, '-', [0, 4_294_967_295], ASSUMED),
  'group.unusedMW': parameter(1, 'MW', [0, 100], 'Staatscourant 2024-13531, below 110 kV'),
  'group.unusedMWFrom110kV': parameter(10, 'MW', [0, 1_000], 'Staatscourant 2024-13531, from 110 kV'),
  'group.unusedShare': share(0.5, 'Staatscourant 2024-13531'),

  'hydrogen.clusterDistance': most(10),
  'hydrogen.minimumHub': parameter(1_000, 't/yr', [0, 1_000_000], ASSUMED),
  'hydrogen.trailersPerDay': parameter(4, '1/day', [0, 1_000], ASSUMED),
  'hydrogen.pipeCost': parameter(1e6, 'EUR/km', [0, 1e8], ASSUMED),
  'hydrogen.interestRate': share(0.06),
  'hydrogen.lifetime': parameter(40, 'yr', [1, 100], ASSUMED),
  'hydrogen.trailerTonnes': parameter(1, 't', [0.1, 10], ASSUMED),
  'hydrogen.lowCarbonFactor': parameter(0.1015, 't/MWh', [0, 5], 'at most 28.2 g/MJ, directive (EU) 2024/1788'),
  'hydrogen.branchYears': parameter(2, 'yr', [0, 20], ASSUMED),

  'greenGas.fullLoadHours': parameter(8_000, 'h/yr', [1, 8_784], ASSUMED),
  'greenGas.methaneShare': share(0.55),
  'greenGas.upgradeEfficiency': share(0.99),
  'greenGas.chainFactor': parameter(0.03, 't/MWh', [0, 2], ASSUMED),
  'greenGas.methaneHeatingValue': parameter(35.8, 'MJ/Nm3', [30, 40], 'lower heating value of methane'),
  'greenGas.obligation2030': parameter(0.8e9, 'Nm3/yr', [1, 1e11], 'draft law on the blending obligation'),
  'greenGas.buyOut': parameter(450, 'EUR/t', [0, 5_000], 'draft law on the blending obligation'),
  'greenGas.chainReduction': parameter(3.5, 'kg/Nm3', [0, 10], '2.8 Mt on 0.8 billion Nm3'),

  'capture.rate': share(0.9, DEA),
  'capture.power': parameter(0.085, 'MWh/t', [0, 5], DEA),
  'capture.compression': parameter(0.022, 'MWh/t', [0, 5], DEA),
  'capture.liquefaction': parameter(0.123, 'MWh/t', [0, 5], DEA),
  'capture.heat': parameter(0.72, 'MWh/t', [0, 5], DEA),

  'suggestion.weight.complementarity': weight(0.25),
  'suggestion.weight.scale': weight(0.2),
  'suggestion.weight.proximity': weight(0.15),
  'suggestion.weight.timing': weight(0.1),
  'suggestion.weight.readiness': weight(0.1),
  'suggestion.weight.relief': weight(0.2),
  'suggestion.scaleTonnes': parameter(10_000, 't/yr', [1, 1e9], ASSUMED),
  'suggestion.timingYears': parameter(5, 'yr', [1, 50], ASSUMED),
  'suggestion.distance.heat': most(5),
  'suggestion.distance.group': most(5),
  'suggestion.distance.hydrogen': most(10),
  'suggestion.distance.greenGas': most(15),
  'suggestion.distance.co2': most(20),
  'suggestion.coincidence': share(0.8),
  'suggestion.groupSites': parameter(12, '-', [2, 50], ASSUMED),

  'phase.probability.IDEA': share(0.1),
  'phase.probability.STUDY': share(0.25),
  'phase.probability.FEED': share(0.5),
  'phase.probability.FID': share(0.9),
  'phase.probability.CONSTRUCTION': share(0.95),
  'phase.probability.OPERATIONAL': share(1),

  'route.fullLoadHours': parameter(6_000, 'h/yr', [1, 8_784], ASSUMED),
  'route.interestRate': share(0.06),
  'route.lifetime': parameter(15, 'yr', [1, 100], ASSUMED),
  'route.priceSpread': share(0.3),
  'route.costSpread': share(0.3),
  'route.networkTariff': parameter(70, 'EUR/kW/yr', [0, 5_000], ASSUMED),
  'route.connection': parameter(225_000, 'EUR/MW', [0, 1e7], ASSUMED),
  'route.gas.capex': plant(60_000),
  'route.gas.opexShare': share(0.02),
  'route.eBoiler.capex': plant(90_000),
  'route.eBoiler.opexShare': share(0.02),
  'route.heatPump.capex': plant(900_000),
  'route.heatPump.opexShare': share(0.03),
  'route.hydrogen.capex': plant(80_000),
  'route.hydrogen.opexShare': share(0.02),
  'route.greenGas.capex': plant(60_000),
  'route.greenGas.opexShare': share(0.02),
  'route.greenGas.chain': grid(0.03),
  'route.ccs.capex': plant(400_000),
  'route.ccs.opexShare': share(0.04),
  'route.ccs.efficiency': share(0.8),
  'route.ccs.captureRate': share(0.9),
  'route.ccs.capture': parameter(70, 'EUR/t', [0, 1_000], ASSUMED),
  'route.ccs.transport': parameter(0.1, 'EUR/t/km', [0, 50], ASSUMED),
  'route.ccs.distance': parameter(100, 'km', [0, 2_000], ASSUMED),
  'route.ccs.storage': parameter(60, 'EUR/t', [0, 1_000], ASSUMED),

  'selection.interestRate': share(0.06),
  'selection.lifetime': parameter(15, 'yr', [1, 100], ASSUMED),
  'selection.draws': parameter(10_000, '-', [100, 100_000], ASSUMED),
} as const satisfies Record<string, DefaultParameter>;

export type ParameterKey = keyof typeof defaultParameters;
