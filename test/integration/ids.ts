import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../events/ids.ts';

export const newCommandId = (): string => uuidV7(Date.now(), randomBytes(10));
