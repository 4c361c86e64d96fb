import type { Language } from './words.ts';

interface Facts {
  readonly id: string;
  readonly origin: string;
  readonly size: number;
  readonly key: string;
  readonly whole: boolean;
}

/** How to check a dossier, in both languages, the wished one first. */
export function readmeOf(facts: Facts, language: Language): string {
  const texts = [dutch(facts), english(facts)];
  return (language === 'nl' ? texts : texts.reverse()).join('\n----\n\n');
}

const dutch = ({ id, origin, size, key, whole }: Facts): string => `DOSSIER ${id}

Lezen:        dossier.html of dossier.pdf
Gegevens:     dossier.json (zit ook in de PDF), events.jsonl
Bijlagen:     files/, voor zover u ze mag zien; dossier.json zegt welke gebeurtenis welke noemt
Herkomst:     prov.json (W3C PROV), mdto/ (MDTO 1.0, voor het e-depot)
Bewijs:       proofs/, manifest.json en manifest.sig

Controleren kan zonder internet, met Node.js 22 of nieuwer:

    node verify.mjs <dit dossier, als .zip of uitgepakt> --key ${key}

Vraag die sleutel ook langs een andere weg op: in druk, per telefoon, bij een partner. Vertrouwt u dit
verify.mjs niet, gebruik dan dat van een ander dossier of van de broncode.

Het zegt of elk bestand is zoals het is afgegeven, en of elke gebeurtenis in het logboek ${origin} staat, zoals
ondertekend bij ${size} gebeurtenissen.${whole ? ' Van dit besluit staat elke gebeurtenis erin; ook dat wordt nagegaan.' : ' U ziet een deel van de gebeurtenissen: wat voor u niet zichtbaar is, staat er niet in.'}
Wat u niet mag zien, staat er als vingerafdruk in, niet als waarde. Namen van personen staan er niet in, tenzij in een bijlage.
`;

const english = ({ id, origin, size, key, whole }: Facts): string => `DOSSIER ${id}

To read:      dossier.html or dossier.pdf
Data:         dossier.json (also inside the PDF), events.jsonl
Attachments:  files/, as far as you may see them; dossier.json says which event names which
Provenance:   prov.json (W3C PROV), mdto/ (MDTO 1.0, for the e-depot)
Proof:        proofs/, manifest.json and manifest.sig

It can be checked without the internet, with Node.js 22 or newer:

    node verify.mjs <this dossier, as .zip or unpacked> --key ${key}

Ask for that key on another way, too: in print, by telephone, from a partner. If you do not trust this
verify.mjs, take that of another dossier or of the source.

It says whether each file is as it was given, and whether each event stands in the log ${origin}, as signed at
${size} events.${whole ? ' Every event of this decision is in it; that is checked as well.' : ' You see a part of the events: what you may not see is not in it.'}
What you may not see stands in it as a digest, not as a value. Names of persons do not stand in it, unless in an attachment.
`;
