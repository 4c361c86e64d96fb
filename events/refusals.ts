import { calculationRefusals } from './refusals/calculation.ts';
import { decisionRefusals } from './refusals/decision.ts';
import { fileRefusals } from './refusals/files.ts';
import { listedWords, nationalRefusals } from './refusals/national.ts';
import { planRefusals } from './refusals/plan.ts';
import { projectRefusals } from './refusals/project.ts';

/** Every refusal's sentences in both languages, with `{values}` filled from the refusal (domain.md B.4). */
export const refusalSentences = {
  // invariants of the domain
  HEAT_TEMPERATURE_TOO_LOW: {
    en: 'Source {source} °C cannot serve {required} °C; at least {needed} °C or a heat pump is needed.',
    nl: 'Een bron van {source} °C kan {required} °C niet leveren; nodig is minstens {needed} °C of een warmtepomp.',
  },
  CONTRIBUTION_EXCEEDS_SITE: {
    en: '{amount} MW exceeds what the site has left in {year}: {rest} MW.',
    nl: '{amount} MW is meer dan de locatie in {year} nog over heeft: {rest} MW.',
  },
  EDIT_CONFLICT: {
    en: 'Somebody changed {field} while you edited; choose mine or theirs.',
    nl: 'Iemand anders wijzigde {field} terwijl u bezig was; kies uw eigen waarde of die van de ander.',
  },
  AFTER_PROGRAMME_END: {
    en: 'Programme-funded milestones end by 31-12-2030; {date} is later.',
    nl: 'Mijlpalen met programmageld eindigen uiterlijk 31-12-2030; {date} is later.',
  },
  CORRECTION_WITHOUT_REASON: {
    en: 'A correction needs a reason and the event that it corrects.',
    nl: 'Een correctie heeft een reden nodig en de gebeurtenis die zij corrigeert.',
  },
  ...decisionRefusals,
  ...planRefusals,
  ...projectRefusals,
  ...nationalRefusals,
  ...calculationRefusals,
  ...fileRefusals,
  // what can be asked of a stream
  MOMENT_NAME_TAKEN: {
    en: 'There is a moment “{name}” already; give this one another name, or take that name away first.',
    nl: 'Er is al een moment “{name}”; geef dit moment een andere naam, of haal die naam eerst weg.',
  },
  MOMENT_AHEAD: {
    en: 'Moment {index} has not been yet; the log is at {head}.',
    nl: 'Moment {index} is er nog niet geweest; het logboek staat op {head}.',
  },
  NOT_FOUND: { en: 'There is no {subject} that you can see.', nl: 'Er is geen {subject} die u kunt zien.' },
  ALREADY_EXISTS: { en: '{subject} exists already; make a new id.', nl: '{subject} bestaat al; maak een nieuw id.' },
  NOT_OWN_ORGANISATION: {
    en: 'Only {organisation} itself can do this.',
    nl: 'Alleen {organisation} zelf kan dit doen.',
  },
  NOT_OWN_SITE: {
    en: 'Site {site} belongs to another organisation.',
    nl: 'Locatie {site} is van een andere organisatie.',
  },
  NOT_INVITED: {
    en: '{organisation} has not been invited to this plan; ask a participant for an invitation.',
    nl: '{organisation} is niet uitgenodigd voor dit plan; vraag een deelnemer om een uitnodiging.',
  },
  NOT_PARTICIPANT: { en: '{organisation} takes no part here.', nl: '{organisation} doet hier niet mee.' },
  LAST_PARTICIPANT: {
    en: 'The last participant cannot leave; park the plan instead.',
    nl: 'De laatste deelnemer kan niet uittreden; parkeer het plan.',
  },
  SITE_NOT_IN_PLAN: {
    en: 'Site {site} has not been brought to this plan; join with it first.',
    nl: 'Locatie {site} is niet in dit plan ingebracht; voeg haar eerst toe.',
  },
  NOT_REVERTIBLE: {
    en: 'This change cannot be undone; correct it, or set the field anew.',
    nl: 'Deze wijziging kan niet ongedaan worden gemaakt; corrigeer haar, of zet het veld opnieuw.',
  },
  TEXT_DIFFERS: {
    en: 'The change belongs to a text of {given} characters; after {textRevision} changes it had {expected}.',
    nl: 'De wijziging hoort bij een tekst van {given} tekens; na {textRevision} wijzigingen had die er {expected}.',
  },
  TEXT_BROKEN: {
    en: 'The change cuts through a sign that takes two places.',
    nl: 'De wijziging snijdt door een teken dat twee plaatsen inneemt.',
  },
  NOT_OWN_TEXT: {
    en: 'Only who wrote something can undo it.',
    nl: 'Alleen wie iets schreef kan het ongedaan maken.',
  },
  PLAN_PARKED: { en: 'The plan is parked; resume it first.', nl: 'Het plan is geparkeerd; hervat het eerst.' },
  MILESTONE_REACHED: {
    en: '{name} was reached on {date} and cannot move.',
    nl: '{name} is gehaald op {date} en kan niet meer schuiven.',
  },
  POINT_AND_LOCATION: {
    en: 'A site on land needs a point, a platform at sea has none.',
    nl: 'Een locatie op land heeft een punt nodig, een platform op zee heeft er geen.',
  },
  EUTL_ID_MISSING: {
    en: 'ETS1 needs the id in the EU register, like NL-123.',
    nl: 'ETS1 vraagt het id uit het EU-register, zoals NL-123.',
  },
  CBS_CODE_MISSING: {
    en: 'A region of kind {kind} needs its CBS code.',
    nl: 'Een regio van soort {kind} heeft haar CBS-code nodig.',
  },
  PERIOD_REVERSED: {
    en: 'The period ends ({to}) before it begins ({from}).',
    nl: 'De periode eindigt ({to}) voor zij begint ({from}).',
  },
  MWH_EXCEEDS_MW: {
    en: '{MWh} MWh a year is more than the power gives: at most {most} MWh.',
    nl: '{MWh} MWh per jaar is meer dan het vermogen toelaat: hoogstens {most} MWh.',
  },
  CONTRACT_EXCEEDS_PHYSICAL: {
    en: 'Contracted {contracted} MW exceeds the physical connection of {physical} MVA.',
    nl: 'Gecontracteerd {contracted} MW is meer dan de fysieke aansluiting van {physical} MVA.',
  },
  // payloads
  UNKNOWN_FIELD: { en: 'There is no field {field} here.', nl: 'Er is hier geen veld {field}.' },
  WRONG_TYPE: { en: '{field} must be a {expected}.', nl: '{field} moet van type {expected} zijn.' },
  TEXT_LENGTH: { en: '{field} needs {min} to {max} characters.', nl: '{field} heeft {min} tot {max} tekens nodig.' },
  OUT_OF_RANGE: { en: '{value} lies outside {min} to {max}.', nl: '{value} ligt buiten {min} tot {max}.' },
  UNIT_EXPECTED: { en: '{field} is recorded in {unit}.', nl: '{field} wordt vastgelegd in {unit}.' },
  UNKNOWN_COMMAND: {
    en: 'There is no command {type} for this subject.',
    nl: 'Er is geen opdracht {type} voor dit onderwerp.',
  },
  INVALID_REQUEST: { en: 'The request does not fit: {problem}', nl: 'De aanvraag klopt niet: {problem}' },
  EFFECTIVE_DATE_DIFFERS: {
    en: 'The payload says {own}, effectiveOn says {given}; leave one out.',
    nl: 'De gegevens zeggen {own}, effectiveOn zegt {given}; laat er een weg.',
  },
  COMMAND_ID_REUSED: {
    en: 'This command id has been used for another command; make a new id.',
    nl: 'Dit opdracht-id is al voor een andere opdracht gebruikt; maak een nieuw id.',
  },
  // rights
  NOT_SIGNED_IN: { en: 'Sign in first.', nl: 'Meld u eerst aan.' },
  NOT_ALLOWED: { en: 'Your role does not allow this: {needed}.', nl: 'Uw rol staat dit niet toe: {needed}.' },
  WRONG_ORIGIN: {
    en: 'The request comes from another site and is refused.',
    nl: 'De aanvraag komt van een andere site en is geweigerd.',
  },
  METHOD_NOT_ALLOWED: { en: 'This address takes {allowed}.', nl: 'Dit adres kent {allowed}.' },
  WRONG_CONTENT_TYPE: { en: 'Send the body as {expected}.', nl: 'Stuur de inhoud als {expected}.' },
  // operation
  BUSY: {
    en: 'Many people change this at once; the same command may be sent again.',
    nl: 'Veel mensen wijzigen dit tegelijk; dezelfde opdracht mag opnieuw.',
  },
  STARTING: {
    en: 'The server is reading its log ({index} of {of}); try again shortly.',
    nl: 'De server leest zijn logboek ({index} van {of}); probeer het zo weer.',
  },
  NOT_SIGNED_YET: {
    en: 'Event {event} is recorded, and its checkpoint is still to be signed; ask again in a second.',
    nl: 'Gebeurtenis {event} is vastgelegd, maar haar controlepunt moet nog worden ondertekend; vraag het over een seconde opnieuw.',
  },
  AHEAD: {
    en: 'Moment {at} lies ahead of this server; try again.',
    nl: 'Moment {at} ligt voor op deze server; probeer het opnieuw.',
  },
  TOO_LARGE: { en: 'The change is too large; split it.', nl: 'De wijziging is te groot; splits haar.' },
  TOO_MANY_REQUESTS: {
    en: 'Too many requests; wait {seconds} seconds.',
    nl: 'Te veel aanvragen; wacht {seconds} seconden.',
  },
  STORE_UNAVAILABLE: {
    en: 'The store cannot be written now: {problem}',
    nl: 'De opslag kan nu niet worden beschreven: {problem}',
  },
  VAULT_UNAVAILABLE: {
    en: 'Names and sessions cannot be reached now; try again in a moment.',
    nl: 'Namen en aanmeldingen zijn nu niet bereikbaar; probeer het zo opnieuw.',
  },
  READ_ONLY: {
    en: 'This server moves its log elsewhere and takes no change; sign in again where it moves to.',
    nl: 'Deze server verhuist zijn logboek en neemt geen wijziging aan; meld u straks opnieuw aan op de nieuwe plek.',
  },
  OUTCOME_UNKNOWN: {
    en: 'It is not known yet whether this was recorded; send the same command again.',
    nl: 'Nog onbekend of dit is vastgelegd; stuur dezelfde opdracht opnieuw.',
  },
  IMPORT_HAS_ERRORS: {
    en: 'The file has {errors} errors; nothing was written.',
    nl: 'Het bestand heeft {errors} fouten; er is niets geschreven.',
  },
  NOTHING_TO_ERASE: {
    en: 'Nothing of this is held: no value of it can be read any more.',
    nl: 'Hiervan wordt niets bewaard: er is geen waarde van die nog gelezen kan worden.',
  },
  KEYS_HELD: {
    en: 'A legal hold keeps this from being erased; lift the hold first. Nothing was erased.',
    nl: 'Een bewaarplicht verhindert dat dit wordt gewist; hef die eerst op. Er is niets gewist.',
  },
  NOT_HELD: { en: 'No legal hold rests on {subject}.', nl: 'Op {subject} rust geen bewaarplicht.' },
  TEXT_MOVED: {
    en: 'The text has been written on ({textRevision} changes); look at the passage again. Nothing was erased.',
    nl: 'Er is aan de tekst verder geschreven ({textRevision} wijzigingen); bekijk de passage opnieuw. Er is niets gewist.',
  },
  INTERNAL: {
    en: 'Something went wrong on our side; nothing was recorded. Reference {reference}.',
    nl: 'Er ging bij ons iets mis; er is niets vastgelegd. Kenmerk {reference}.',
  },
} as const;

export type RefusalCode = keyof typeof refusalSentences;

/** The sentence of a refusal in one language; an unknown code is its own sentence. */
export function refusalSentence(
  code: string,
  values: Readonly<Record<string, unknown>>,
  language: 'nl' | 'en',
): string {
  const template =
    (refusalSentences as Record<string, { nl: string; en: string } | undefined>)[code]?.[language] ?? code;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => printed(values[name], language));
}

function printed(value: unknown, language: 'nl' | 'en'): string {
  if (typeof value === 'number')
    return value.toLocaleString(language === 'nl' ? 'nl-NL' : 'en-GB', {
      useGrouping: false,
      maximumFractionDigits: 6,
    });
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? printedDay(value, language) : value;
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return value.map((one) => listedWords[one]?.[language] ?? one).join(', ');
  return value === undefined || value === null ? '–' : JSON.stringify(value);
}

/** A day as people write it: `1 juni 2026`. */
function printedDay(day: string, language: 'nl' | 'en'): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return at.toLocaleDateString(language === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}
