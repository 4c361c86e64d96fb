import { t } from './texts.ts';

/** The name of a kind of decision. */
export const typeName = (type: string): string => t(`type${type}` as 'typeGATE');
/** The name of a status. */
export const statusName = (status: string): string => t(`status${status}` as 'statusTAKEN');
/** A ground of the open government act in words. */
export const groundName = (ground: string): string => t(`ground${ground}` as 'ground5.1.1c');
