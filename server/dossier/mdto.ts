import { amsterdamDay } from '../../events/timeline.ts';
import { isWithheld } from '../../events/decision-record/types.ts';
import { eventSpec } from '../../events/catalogue.ts';
import type { Attachment } from './attachments.ts';
import type { DossierContent } from './content.ts';
import { Telling } from './telling.ts';
import { xmlOf, type Element } from './xml.ts';

/** A file that stands for the record. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** Where it is read, beside this dossier. */
  readonly url?: string;
}

const NAMESPACE = 'https://www.nationaalarchief.nl/mdto';
const SOURCE = 'Regiotafel';

/**
 * Metadata of the decision as a record (MDTO 1.0, Nationaal Archief): the `informatieobject`, always in Dutch. Valuation
 * is left to the selection list of who archives it.
 */
export function mdtoOfRecord(content: DossierContent, files: readonly FileFacts[]): string {
  const { decision, id, history, regions } = content;
  const say = new Telling(content, 'nl');
  const document = decision.publications.at(-1)?.document;
  const decider = decision.takenUnder?.organisation.id ?? document?.decidedBy ?? decision.draftedBy?.organisation.id;
  const begin = decision.taken?.effectiveDate ?? document?.effectiveDate ?? amsterdamDay(content.asOf.at);
  const others = decision.publicOnly
    ? (document?.endorsedBy ?? [])
    : decision.endorsements.map((one) => one.organisation.id);
  return xmlOf(
    [
      'MDTO',
      [
        [
          'informatieobject',
          [
            identification(id),
            ['naam', nameOf(content)],
            ['aggregatieniveau', concept('Archiefstuk', 'Begrippenlijst Aggregatieniveaus MDTO')],
            ['classificatie', concept(say.words.types[document?.type ?? decision.type], 'Soorten besluit Regiotafel')],
            ['dekkingInTijd', [['dekkingInTijdType', concept('Geldig vanaf', SOURCE)], ['dekkingInTijdBegindatum', begin]]], // prettier-ignore
            ...regions.map((region): Element => [
              'dekkingInRuimte',
              reference(region.name, region.cbsCode ?? region.id, region.cbsCode === undefined ? SOURCE : 'CBS'),
            ]),
            ['taal', 'nl'],
            ...history.map((event): Element => [
              'event',
              [
                ['eventType', concept(eventSpec(event.stream, event.type)?.label.nl ?? event.type, 'Gebeurtenissen Regiotafel', event.type)], // prettier-ignore
                ['eventTijd', event.meta.recordedAt],
                ['eventVerantwoordelijkeActor', reference(say.name(event.meta.organisation), event.meta.organisation)],
                ['eventResultaat', `Vastgelegd op plaats ${event.index} van het logboek (${event.id})`],
              ],
            ]),
            ['waardering', concept('Nog niet bepaald', 'Selectielijst van de archiefvormer')],
            ...regions
              .slice(0, 1)
              .map((region): Element => ['isOnderdeelVan', reference(`Dossier ${region.name}`, region.id)]),
            ...heldOf(content).map((one): Element => ['bevatOnderdeel', reference(named(one), one.address)]),
            ...files.map((file): Element => ['heeftRepresentatie', reference(file.name, `${id}/${file.name}`)]),
            ['archiefvormer', reference(say.name(decider ?? ''), decider ?? '')],
            ...others.map((org): Element => [
              'betrokkene',
              [['betrokkeneTypeRelatie', concept('Medeondertekenaar', SOURCE)], ['betrokkeneActor', reference(say.name(org), org)]], // prettier-ignore
            ]),
            ['activiteit', reference('Besluiten nemen over regionale energieplannen', undefined)],
            ...restrictions(content, say),
          ],
        ],
      ],
    ],
    NAMESPACE,
  );
}

/** The attachments that lie in the dossier, each once. */
export function heldOf({ attachments = [] }: DossierContent): readonly HeldAttachment[] {
  const held = attachments.filter((one): one is HeldAttachment => one.file !== undefined && one.sha256 !== undefined);
  return [...new Map(held.map((one) => [one.address, one])).values()];
}

type HeldAttachment = Attachment & Required<Pick<Attachment, 'file' | 'size' | 'sha256'>>;
const named = ({ type, address }: HeldAttachment): string => `Bijlage ${type ?? ''} ${address.slice(0, 13)}`;

/** Metadata of an attachment as a record of its own, part of the decision's (MDTO 1.0: `informatieobject`). */
export function mdtoOfAttachment(content: DossierContent, one: HeldAttachment): string {
  const { decision, id } = content;
  const say = new Telling(content, 'nl');
  const maker = decision.takenUnder?.organisation.id ?? decision.draftedBy?.organisation.id ?? '';
  return xmlOf(
    [
      'MDTO',
      [
        [
          'informatieobject',
          [
            identification(one.address),
            ['naam', named(one)],
            ['aggregatieniveau', concept('Archiefstuk', 'Begrippenlijst Aggregatieniveaus MDTO')],
            ['waardering', concept('Nog niet bepaald', 'Selectielijst van de archiefvormer')],
            ['isOnderdeelVan', reference(nameOf(content), id)],
            ['heeftRepresentatie', reference(one.file, `${id}/${one.file}`)],
            ['archiefvormer', reference(say.name(maker) || 'Onbekend', maker || undefined)],
            ...restrictions(content, say),
          ],
        ],
      ],
    ],
    NAMESPACE,
  );
}

/** Metadata of one file of the record, or of an attachment (MDTO 1.0: `bestand`). */
export function mdtoOfFile(content: DossierContent, file: FileFacts, of?: HeldAttachment): string {
  const [label, code] = (of ? attached : formats)[file.name.slice(file.name.lastIndexOf('.') + 1)] ?? [
    'Onbekend',
    undefined,
  ];
  return xmlOf(
    [
      'MDTO',
      [
        [
          'bestand',
          [
            identification(`${content.id}/${file.name}`),
            ['naam', file.name],
            ['omvang', String(file.size)],
            ['bestandsformaat', concept(label, 'PRONOM-register', code)],
            [
              'checksum',
              [
                ['checksumAlgoritme', concept('SHA-256', 'Begrippenlijst ChecksumAlgoritme MDTO')],
                ['checksumWaarde', file.sha256],
                ['checksumDatum', content.asOf.at],
              ],
            ],
            file.url === undefined ? undefined : ['URLBestand', file.url],
            ['isRepresentatieVan', of ? reference(named(of), of.address) : reference(nameOf(content), content.id)],
          ],
        ],
      ],
    ],
    NAMESPACE,
  );
}

/** PRONOM: PDF/A-3b, JSON, HTML 5; of attachments what they were looked at to be, in any version of it. */
const formats: Readonly<Record<string, readonly [string, string]>> = {
  pdf: ['Acrobat PDF/A - Portable Document Format 3b', 'fmt/480'],
  json: ['JSON Data Interchange Format', 'fmt/817'],
  html: ['Hypertext Markup Language 5', 'fmt/471'],
};
const attached: typeof formats = {
  pdf: ['Acrobat PDF - Portable Document Format', 'fmt/276'],
  png: ['Portable Network Graphics', 'fmt/13'],
  jpg: ['JPEG File Interchange Format', 'fmt/44'],
  csv: ['Comma Separated Values', 'x-fmt/18'],
  txt: ['Plain Text File', 'x-fmt/111'],
  xlsx: ['Microsoft Excel for Windows', 'fmt/214'],
  docx: ['Microsoft Word for Windows', 'fmt/412'],
};

function restrictions({ decision }: DossierContent, say: Telling): Element[] {
  const list = 'Begrippenlijst Beperkingen Regiotafel';
  if (!decision.publicOnly)
    return [
      [
        'beperkingGebruik',
        [
          ['beperkingGebruikType', concept('Beperkt openbaar', list)],
          ['beperkingGebruikNadereBeschrijving', 'Voor partners van de regio en gevraagde organisaties; zie het dossier voor wat openbaar is gemaakt.'], // prettier-ignore
        ],
      ],
    ];
  const grounds = new Set(decision.publications.at(-1)?.redactions.map(({ ground }) => ground) ?? []);
  const withheld = [...grounds].sort().map((ground): Element => [
    'beperkingGebruik',
    [
      ['beperkingGebruikType', concept('Openbaar', list)],
      ['beperkingGebruikNadereBeschrijving', `Deels weggelaten. ${say.words.grounds[ground]}`],
    ],
  ]);
  return withheld.length > 0 ? withheld : [['beperkingGebruik', [['beperkingGebruikType', concept('Openbaar', list)]]]];
}

/** The record's name: its question, or what there is when that is withheld. */
export function nameOf({ decision, id }: DossierContent): string {
  const question = decision.publicOnly ? decision.publications.at(-1)?.document.question : decision.question;
  return question === undefined || isWithheld(question) ? `Besluit ${id}` : question;
}

function identification(id: string, source = SOURCE): Element {
  return ['identificatie', [['identificatieKenmerk', id], ['identificatieBron', source]]]; // prettier-ignore
}

function reference(name: string, id: string | undefined, source = SOURCE): Element[] {
  const named: Element = ['verwijzingNaam', name];
  if (id === undefined) return [named];
  return [named, ['verwijzingIdentificatie', [['identificatieKenmerk', id], ['identificatieBron', source]]]]; // prettier-ignore
}

function concept(label: string, list: string, code?: string): (Element | undefined)[] {
  return [
    ['begripLabel', label],
    code === undefined ? undefined : ['begripCode', code],
    ['begripBegrippenlijst', [['verwijzingNaam', list]]],
  ];
}
