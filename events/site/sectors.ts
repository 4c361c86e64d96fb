/** Sectors of industry; the list follows those of Cluster 6 (domain.md A.3). */
export const sectors = [
  'CERAMICS',
  'GLASS',
  'FOOD',
  'PAPER_BOARD',
  'CHEMICALS',
  'BUILDING_MATERIALS',
  'METAL',
  'WASTE_TO_ENERGY',
  'RUBBER_PLASTIC',
  'ICT_DATACENTRE',
  'OIL_GAS',
  'OTHER',
] as const;
