import type { consentPayloads } from '../../events/organisation/events-consent.ts';
import { line, type Lines } from './line.ts';

/** What is said of what an organisation shares, whom it invites and into which it goes up. */
export const consentLines: Lines<typeof consentPayloads> = {
  OrganisationMerged: line(
    ['liet {self} per {date} opgaan in {intoOrgId}', 'merged {self} into {intoOrgId} from {date}'],
    ['liet de organisatie per {date} opgaan in {intoOrgId}', 'merged the organisation into {intoOrgId} from {date}'],
    ['liet de organisatie per {date} opgaan in een andere', 'merged the organisation into another one from {date}'],
    ['liet de organisatie opgaan in een andere', 'merged the organisation into another one'],
  ),
  DataConsentGiven: line(
    [
      'gaf {audience} toestemming om gegevens over {dataClass} te gebruiken voor {purpose}, van {from} tot en met {to}',
      'allowed {audience} to use data on {dataClass} for {purpose}, from {from} up to and including {to}',
    ],
    ['gaf toestemming om gegevens over {dataClass} te gebruiken', 'gave consent to use data on {dataClass}'],
    ['gaf toestemming om gegevens te gebruiken', 'gave consent to use data'],
  ),
  DataConsentWithdrawn: line(
    ['trok een toestemming om gegevens te gebruiken in vanaf {from}', 'withdrew a consent to use data from {from}'],
    ['trok een toestemming om gegevens te gebruiken in', 'withdrew a consent to use data'],
  ),
  InvitationSent: line(
    [
      'nodigde iemand uit voor de rol “{role}”, geldig tot {expires}',
      'invited somebody to the role “{role}”, valid until {expires}',
    ],
    ['nodigde iemand uit voor de rol “{role}”', 'invited somebody to the role “{role}”'],
    ['nodigde iemand uit', 'invited somebody'],
  ),
};
