import { sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey';
import type { SiteFlow } from '../../../projections/region-models/energy-flows.ts';

/** A box of the picture: what is burnt, a site, or a route. */
export interface FlowNode {
  readonly id: string;
  readonly side: 'carrier' | 'site' | 'route';
  readonly code: string;
  readonly name: string;
}
interface FlowLink {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  /** Series in whose colour it is drawn: that of its carrier or route. */
  readonly series: number;
}

export interface PlacedFlows {
  readonly nodes: readonly (FlowNode & { x: number; y: number; width: number; height: number; value: number })[];
  readonly links: readonly { id: string; path: string; width: number; series: number; value: number }[];
}

/** The picture of some flows in a frame of this size, px. @param nameOf what a carrier or a route is called */
export function placedFlows(
  flows: readonly SiteFlow[],
  { width, height }: { width: number; height: number },
  nameOf: (node: Pick<FlowNode, 'side' | 'code'>) => string,
): PlacedFlows {
  const nodes = new Map<string, FlowNode>();
  const links: FlowLink[] = [];
  const add = (side: FlowNode['side'], code: string, name: string): string => {
    const id = `${side} ${code}`;
    if (!nodes.has(id)) nodes.set(id, { id, side, code, name });
    return id;
  };
  const series = (side: 'carrier' | 'route', code: string): number =>
    [...nodes.values()].filter((node) => node.side === side).findIndex((node) => node.code === code);
  for (const flow of flows) {
    const site = add('site', flow.id ?? '', flow.id === undefined ? nameOf({ side: 'site', code: '' }) : flow.name);
    for (const [code, value] of Object.entries(flow.carriers)) {
      const source = add('carrier', code, nameOf({ side: 'carrier', code }));
      links.push({ source, target: site, value, series: series('carrier', code) });
    }
    for (const [code, value] of Object.entries(flow.routes)) {
      const target = add('route', code, nameOf({ side: 'route', code }));
      links.push({ source: site, target, value, series: code === 'NONE' ? 5 : series('route', code) });
    }
  }
  if (links.length === 0) return { nodes: [], links: [] };
  const placed = sankey<FlowNode, FlowLink>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyJustify)
    .nodeWidth(12)
    .nodePadding(14)
    .extent([
      [0, 18],
      [width, height - 4],
    ])({ nodes: [...nodes.values()].map((node) => ({ ...node })), links: links.map((link) => ({ ...link })) });
  const path = sankeyLinkHorizontal<FlowNode, FlowLink>();
  return {
    nodes: placed.nodes.map(({ x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0, ...node }) => {
      const { id, side, code, name } = node;
      return { id, side, code, name, value, x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0) };
    }),
    links: placed.links.map((link, at) => ({
      ...{ id: String(at), path: path(link) ?? '', width: Math.max(1, link.width ?? 1) },
      ...{ series: link.series, value: link.value },
    })),
  };
}
