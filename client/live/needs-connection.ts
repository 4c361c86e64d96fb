import type { Problem } from '../../events/live-protocol.ts';

/** Why a step that is never taken without a connection was not. */
export const needsConnection: Problem = {
  type: 'urn:regiotafel:problem:needs-connection',
  title: 'NEEDS_CONNECTION',
  status: 0,
  code: 'NEEDS_CONNECTION',
  detail: 'Hiervoor is een verbinding nodig.',
  sentences: {
    nl: 'Hiervoor is een verbinding nodig; er is niets vastgelegd.',
    en: 'This needs a connection; nothing was recorded.',
  },
  values: {},
};
