import { DEFAULT_EXCHANGER_DELTA_K, type PlanKind } from '../../../events/plan/details.ts';
import { t } from './field-texts.ts';

/** What follows from the values of a group of fields together. */
export interface FieldNotice {
  readonly tone: 'green' | 'amber' | 'red' | 'neutral';
  readonly text: string;
}

interface Known {
  readonly valueOf: (field: string) => unknown;
  /** Writes a number as people read it. */
  readonly fmt: (value: number) => string;
  /** What the operator has granted, in MW; absent: this viewer cannot see it. */
  readonly granted: readonly { direction: 'OFFTAKE' | 'FEED_IN'; MW: number }[] | undefined;
}

/** The notices under a group of fields of a kind, as the values stand. */
export function fieldNotices(kind: PlanKind, group: string, known: Known): FieldNotice[] {
  const { valueOf, fmt } = known;
  const number = (field: string): number | undefined => {
    const value = valueOf(field);
    return typeof value === 'number' ? value : undefined;
  };
  switch (`${kind} ${group}`) {
    case 'SHARED_HEAT temperatures':
      return warmth(number, valueOf('upgradeHeatPump') === true, fmt);
    case 'JOINT_GRID_GTO group':
      return valueOf('emsSupplier') === undefined ? [{ tone: 'amber', text: t('emsMissing') }] : [];
    case 'JOINT_GRID_GTO groupCapacity':
      return grant(number, known);
    case 'JOINT_GRID_CABLE_POOLING generation': {
      const total = (number('windMW') ?? 0) + (number('solarMW') ?? 0) + (number('otherGenerationMW') ?? 0);
      const connection = number('sharedConnectionMVA');
      if (connection === undefined || total <= connection) return [];
      const values = { total: fmt(total), connection: fmt(connection) };
      return [{ tone: 'amber', text: t('exceedsConnection', values) }];
    }
    case 'HYDROGEN_HUB hydrogenSupply': {
      const piped = valueOf('supplyMode') === 'PIPE' && valueOf('sectionId') === undefined;
      return piped ? [{ tone: 'amber', text: t('sectionMissing') }] : [];
    }
    case 'FLEX_POOL contract': {
      const missing = valueOf('contractType') === 'CBC' && valueOf('congestionServiceProvider') === undefined;
      return missing ? [{ tone: 'amber', text: t('cspMissing') }] : [];
    }
    case 'CO2_COLLECTION capture': {
      const [tonnes, fossil] = [number('captureTonnesPerYear'), number('fossilShare')];
      if (tonnes === undefined || fossil === undefined) return [];
      return [{ tone: 'neutral', text: t('biogenic', { amount: fmt(tonnes * (1 - fossil)) }) }];
    }
    default:
      return [];
  }
}

function warmth(
  number: (field: string) => number | undefined,
  pumped: boolean,
  fmt: (value: number) => string,
): FieldNotice[] {
  const [source, required] = [number('sourceTemperatureC'), number('requiredTemperatureC')];
  if (source === undefined || required === undefined) return [];
  const needed = required + 2 * (number('exchangerDeltaK') ?? DEFAULT_EXCHANGER_DELTA_K);
  const values = { source: fmt(source), needed: fmt(needed) };
  if (source >= needed) return [{ tone: 'green', text: t('warm', values) }];
  return [pumped ? { tone: 'amber', text: t('pumped', values) } : { tone: 'red', text: t('cold', values) }];
}

function grant(number: (field: string) => number | undefined, { granted, fmt }: Known): FieldNotice[] {
  if (granted === undefined) return [];
  if (granted.length === 0) return [{ tone: 'neutral', text: t('notGranted') }];
  const offtake = granted.find(({ direction }) => direction === 'OFFTAKE')?.MW;
  const requested = number('groupCapacityRequestedMW');
  if (offtake !== undefined && requested !== undefined && offtake < requested)
    return [{ tone: 'amber', text: t('grantedLess', { granted: fmt(offtake), requested: fmt(requested) }) }];
  const amounts = granted.map(({ direction, MW }) => t(direction, { MW: fmt(MW) })).join(', ');
  return [{ tone: 'green', text: t('granted', { amounts }) }];
}
