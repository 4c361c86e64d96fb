import { z } from 'zod';

/** What somebody may be (domain.md B.5). */
export const roleSchema = z.enum([
  'COMPANY',
  'DSO_TSO',
  'MUNICIPALITY',
  'PROVINCE',
  'RVO',
  'INVEST_NL',
  'SECTOR_ASSOCIATION',
  'PROGRAMME_LEAD',
  'STEWARD',
  'AUDITOR',
]);
