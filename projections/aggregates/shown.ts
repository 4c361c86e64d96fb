import { isHidden, type Instant, type LogIndex } from '../../events/envelope.ts';
import type { ReleaseState } from '../../events/release/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { figureTopics, HINDERED, type FigureTopic } from './figures.ts';
import { topicOf } from './releases.ts';

/** A total that was told, to be read. */
export interface ToldTotal {
  /** `DEMAND NATURAL_GAS 2024`, or of one sector `DEMAND NATURAL_GAS 2024/FOOD`. */
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  /** The moment that it is of. */
  readonly index: LogIndex;
  readonly toldAt: Instant;
}

/** A key figure of a region beside that of the country; no `region`: what it is may not be told, or is nothing. */
export interface ShownFigure {
  readonly key: string;
  readonly topic: Exclude<FigureTopic, 'PROJECTS'>;
  readonly carrier?: string;
  readonly year: string;
  readonly unit: string;
  readonly region?: ToldTotal;
  readonly country?: ToldTotal;
}

/** Every total of a scope as it was told last, in the order of their keys. The state is what its reader may see. */
export function toldTotals(state: ReleaseState | undefined): ToldTotal[] {
  return Object.values(state?.totals ?? {})
    .flatMap((timeline): ToldTotal[] => {
      const entry = lastRecorded(timeline);
      if (!entry || isHidden(entry.value)) return [];
      const { key, value, unit = '', index } = entry.value;
      return [{ key, value, unit, index, toldAt: entry.at }];
    })
    .sort((a, b) => a.key.localeCompare(b.key));
}

/** The key figures that are told of a region or of the country; of what is reported year by year the latest year. */
export function shownFigures(region: readonly ToldTotal[], country: readonly ToldTotal[]): ShownFigure[] {
  const all = [...new Set([...region, ...country].map(({ key }) => key))].filter((key) => !key.includes('/'));
  const figures = all.flatMap((key): ShownFigure[] => {
    const [here, there] = [region, country].map((totals) => totals.find((total) => total.key === key));
    const words = key.split(' ');
    const topic = topicOf(key);
    if (topic === 'PROJECTS') return [];
    return [
      {
        ...{ key, topic, year: words.at(-1) ?? '', unit: figureTopics[topic].unit },
        ...(words.length === 3 ? { carrier: words[1] ?? '' } : {}),
        ...(here ? { region: here } : {}),
        ...(there ? { country: there } : {}),
      },
    ];
  });
  const order = Object.keys(figureTopics);
  return figures
    .filter((one) => one.topic === 'REDUCTION' || !figures.some((other) => isLater(other, one)))
    .sort((a, b) => order.indexOf(a.topic) - order.indexOf(b.topic) || a.key.localeCompare(b.key));
}

/** How many projects need a network, and how many of them cannot or possibly cannot go on, as far as it was told. */
export interface ToldOutlook {
  readonly projects: number;
  readonly hindered: number;
  /** When the older of the two was told. */
  readonly toldAt: Instant;
}

/** The share of hindered projects of a scope; undefined: it may not be told, or there is nothing to tell. */
export function toldOutlook(totals: readonly ToldTotal[]): ToldOutlook | undefined {
  const [all, part] = ['PROJECTS', `PROJECTS/${HINDERED}`].map((key) => totals.find((total) => total.key === key));
  if (!all || !part || all.value <= 0) return undefined;
  return {
    ...{ projects: all.value, hindered: Math.min(part.value, all.value) },
    toldAt: all.toldAt < part.toldAt ? all.toldAt : part.toldAt,
  };
}

const isLater = (one: ShownFigure, than: ShownFigure): boolean =>
  one.topic === than.topic && one.carrier === than.carrier && one.year > than.year;
