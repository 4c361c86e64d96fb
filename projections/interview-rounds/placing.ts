import type { StreamName } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { parentsOf } from '../aggregates/figures.ts';
import type { Placing } from './publication.ts';

/** Where projects count, from what is known of all streams; one whose site is unknown counts as a site of its own. */
export function placingOf(
  state: (stream: StreamName) => object | undefined,
  organisations: readonly (readonly [StreamName, OrganisationState])[],
): Placing {
  const of = (subject: string): object | undefined => state(streamOf(subject)?.stream ?? '');
  const parent = parentsOf({ organisation: organisations });
  return (project, organisation) => {
    const siteId = (of(project) as ProjectState | undefined)?.siteId ?? '';
    const site = of(siteId) as SiteState | undefined;
    const sector = lastRecorded(site?.details['sector'])?.value;
    return {
      site: site ? siteId : project,
      parent: parent(organisation),
      sector: typeof sector === 'string' ? sector : undefined,
    };
  };
}
