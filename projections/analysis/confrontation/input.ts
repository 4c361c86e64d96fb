import { z } from 'zod';
import { byName, byYear, choice, count, listOf, named, quantity, quantityAbove, year } from '../quantity.ts';
import { contradiction } from '../refused.ts';

const MOST = 5_000;
const project = { id: named(), startYear: year() };
const bySection = { ...project, section: named().nullable().default(null) };
const power = { demandMW: quantityAbove('MW', 0, 20_000) };

const anArea = z.strictObject({
  /** What the operator says is available, net of contracts; a year that is not there is not known. */
  firmMW: byYear(quantity('MW', -20_000, 100_000)),
  plannedNotFirmMW: byYear(quantity('MW', 0, 100_000)),
  /** Others in the queue. */
  externalQueueMW: quantity('MW', 0, 100_000).optional(),
  alleviationYear: count('', 2020, 2060).nullable().default(null),
  /** The area above it, on its way to TenneT's. */
  parent: named().nullable().default(null),
});

const aSection = z.strictObject({
  year: count('', 2000, 2060),
  firmness: choice(['FIRM', 'PLANNED', 'EXPLORATORY']),
  /** In the carrier's unit; null: no limit. */
  capacity: quantity('', 0, 1e9).nullable(),
});

const aProject = z.discriminatedUnion(
  'carrier',
  [
    z.strictObject({
      ...project,
      ...power,
      ...{ carrier: z.literal('ELECTRICITY'), area: named(), flexMW: quantity('MW', 0, 20_000).optional() },
    }),
    z.strictObject({ ...bySection, ...power, carrier: z.literal('HYDROGEN') }),
    z.strictObject({ ...bySection, ...power, carrier: z.literal('HEAT') }),
    z.strictObject({
      ...{ ...bySection, carrier: z.literal('CO2'), demandTonnesPerHour: quantityAbove('t/h', 0, 10_000) },
    }),
    z.strictObject({
      ...{ ...bySection, carrier: z.literal('GREEN_GAS'), demandNm3PerHour: quantityAbove('Nm3/h', 0, 1e7) },
    }),
  ],
  { error: 'ELECTRICITY, HYDROGEN, HEAT, CO2, GREEN_GAS' },
);

export const confrontationInput = z
  .strictObject({
    areas: byName(anArea, 0, MOST),
    sections: byName(aSection, 0, MOST),
    graceYears: count('yr', 0, 10),
    /** In the order in which they are served; one entry per need. */
    projects: listOf(aProject, 0, MOST),
  })
  .superRefine(({ areas, sections, projects }, context) => {
    for (const [name, { parent }] of Object.entries(areas)) {
      if (parent !== null && !Object.hasOwn(areas, parent)) lacking(['areas', name, 'parent'], parent, areas);
      else if (isOwnParent(name, areas))
        contradiction(context, ['areas', name, 'parent'], 'PARENTS_IN_CIRCLE', { name });
    }
    const carriers = new Map<string, string>();
    for (const [at, project] of projects.entries()) {
      if (project.carrier === 'ELECTRICITY') {
        if (!Object.hasOwn(areas, project.area)) lacking(['projects', at, 'area'], project.area, areas);
        continue;
      }
      const { section, carrier } = project;
      if (section === null) continue;
      if (!Object.hasOwn(sections, section)) lacking(['projects', at, 'section'], section, sections);
      const other = carriers.get(section) ?? carrier;
      carriers.set(section, other);
      if (other !== carrier)
        contradiction(context, ['projects', at, 'section'], 'SECTION_OF_TWO_CARRIERS', {
          name: section,
          carrier,
          other,
        });
    }

    function lacking(path: (string | number)[], name: string, those: object): void {
      contradiction(context, path, 'NOT_THERE', { name, among: Object.keys(those).slice(0, 20).join(', ') || '–' });
    }
  });

export type ConfrontationInput = z.infer<typeof confrontationInput>;
export type Area = z.infer<typeof anArea>;
export type Section = z.infer<typeof aSection>;
export type Project = z.infer<typeof aProject>;

function isOwnParent(name: string, areas: ConfrontationInput['areas']): boolean {
  const passed = new Set<string>();
  for (let at = areas[name]?.parent; at !== undefined && at !== null && !passed.has(at); at = areas[at]?.parent) {
    if (at === name) return true;
    passed.add(at);
  }
  return false;
}
