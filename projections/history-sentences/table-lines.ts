import type { importPayloads } from '../../events/import/kind.ts';
import type { logPayloads } from '../../events/log/kind.ts';
import type { NarrativeEventData } from '../../events/narrative/events.ts';
import type { OrganisationEventData } from '../../events/organisation/events.ts';
import type { RegionEventData } from '../../events/region/events.ts';
import { consentLines } from './consent-lines.ts';
import { line, type Lines } from './line.ts';
import { selectionStepLines } from './region-selection-lines.ts';

export const regionLines: Lines<RegionEventData> = {
  RegionDefined: line(
    ['legde de regio {name} vast', 'defined the region {name}'],
    ['legde de regio vast', 'defined the region'],
  ),
  RegionBoundaryChanged: line(['wijzigde de grens van de regio', 'changed the boundary of the region']),
  PartnerJoinedRegion: line(
    ['haalde {org} in de regio', 'brought {org} into the region'],
    ['haalde een partner in de regio', 'brought a partner into the region'],
  ),
  PartnerLeftRegion: line(
    ['schreef {org} uit de regio', 'took {org} out of the region'],
    ['schreef een partner uit de regio', 'took a partner out of the region'],
  ),
  ...selectionStepLines,
};

/** Whom a membership is of stays an id: persons are named by who shows the sentence, if at all. */
export const organisationLines: Lines<OrganisationEventData> = {
  OrganisationRegistered: line(
    ['registreerde {name}', 'registered {name}'],
    ['registreerde een organisatie', 'registered an organisation'],
  ),
  MembershipGranted: line(
    ['verleende een lidmaatschap als {role} vanaf {from}', 'granted a membership as {role} from {from}'],
    ['verleende een lidmaatschap', 'granted a membership'],
  ),
  MembershipRevoked: line(
    ['trok een lidmaatschap als {role} in', 'revoked a membership as {role}'],
    ['trok een lidmaatschap in', 'revoked a membership'],
  ),
  MandateGranted: line(
    [
      'verleende een mandaat voor {subject} tot {maxEUR} per besluit, vanaf {from}',
      'granted a mandate for {subject} up to {maxEUR} per decision, from {from}',
    ],
    ['verleende een mandaat voor {subject}, vanaf {from}', 'granted a mandate for {subject}, from {from}'],
    ['verleende een mandaat', 'granted a mandate'],
  ),
  MandateRevoked: line(
    ['trok een mandaat in vanaf {from}', 'revoked a mandate from {from}'],
    ['trok een mandaat in', 'revoked a mandate'],
  ),
  ActorErased: line(['wiste de persoonsgegevens van iemand', 'erased somebody’s personal data']),
  ...consentLines,
};

export const narrativeLines: Lines<NarrativeEventData> = {
  TextEdited: line(['schreef aan {section}', 'wrote in {section}'], ['schreef aan een tekst', 'wrote in a text']),
  TextSnapshotTaken: line(
    ['bewaarde {section} in zijn geheel', 'recorded {section} as a whole'],
    ['bewaarde een tekst in zijn geheel', 'recorded a text as a whole'],
  ),
  TextRestated: line(['legde een tekst opnieuw vast na wissen', 'stated a text again after an erasure']),
};

export const logLines: Lines<typeof logPayloads> = {
  LogCreated: line(['legde het logboek aan', 'created the log']),
  KeysDestroyed: line(
    ['vernietigde sleutels: {ground}', 'destroyed keys: {ground}'],
    ['vernietigde sleutels', 'destroyed keys'],
  ),
  RetentionTermsSet: line(
    ['stelde de bewaartermijnen vast: {ground}', 'set the retention terms: {ground}'],
    ['stelde de bewaartermijnen vast', 'set the retention terms'],
  ),
  LegalHoldPlaced: line(
    ['legde een bewaarplicht op: {ground}', 'placed a legal hold: {ground}'],
    ['legde een bewaarplicht op', 'placed a legal hold'],
  ),
  LegalHoldLifted: line(
    ['hief een bewaarplicht op: {ground}', 'lifted a legal hold: {ground}'],
    ['hief een bewaarplicht op', 'lifted a legal hold'],
  ),
};

export const importLines: Lines<typeof importPayloads> = {
  ImportStarted: line(
    ['begon een import van {rows} rijen ({format})', 'started an import of {rows} rows ({format})'],
    ['begon een import', 'started an import'],
  ),
  ImportCompleted: line(
    ['voltooide een import: {written} rijen geschreven', 'completed an import: {written} rows written'],
    ['voltooide een import', 'completed an import'],
  ),
};
