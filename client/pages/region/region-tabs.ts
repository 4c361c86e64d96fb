/** The parts of a region's table, by the last part of their address; the overview is the region's own. */
export type Tab = 'overzicht' | 'plannen' | 'locaties' | 'infrastructuur' | 'knelpunten' | 'kansen' | 'besluiten';
