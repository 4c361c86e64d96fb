/** Sentences of what is refused of files that are sent, and of commands that name them. */
export const fileRefusals = {
  FILE_TYPE_UNKNOWN: {
    en: 'Files of this type are not kept; send one of {types}, with its content type.',
    nl: 'Bestanden van dit type worden niet bewaard; stuur een van {types}, met het bijbehorende content-type.',
  },
  FILE_NAME: {
    en: 'The file needs a name of 1 to {most} characters, without control signs.',
    nl: 'Het bestand heeft een naam nodig van 1 tot {most} tekens, zonder besturingstekens.',
  },
  FILE_EMPTY: { en: 'The file is empty.', nl: 'Het bestand is leeg.' },
  FILE_TOO_LARGE: {
    en: 'The file is too large: {type} may be {most} MB at most. Nothing was kept.',
    nl: 'Het bestand is te groot: {type} mag hoogstens {most} MB zijn. Er is niets bewaard.',
  },
  FILE_NOT_ITS_TYPE: {
    en: 'The content is not {type}, although the file says so; save it again as {type}.',
    nl: 'De inhoud is geen {type}, hoewel het bestand dat zegt; sla het opnieuw op als {type}.',
  },
  FILE_CUT_OFF: {
    en: 'The {type} file ends too early or is damaged; send it again, or save it again first.',
    nl: 'Het {type}-bestand houdt te vroeg op of is beschadigd; stuur het opnieuw, of sla het eerst opnieuw op.',
  },
  FILE_NOT_UTF8: {
    en: 'The text is not in UTF-8; save it as “{type} UTF-8”.',
    nl: 'De tekst staat niet in UTF-8; sla het bestand op als “{type} UTF-8”.',
  },
  FILE_HOLDS_MACROS: {
    en: 'The {type} file holds macros; save it without them.',
    nl: 'Het {type}-bestand bevat macro’s; sla het zonder macro’s op.',
  },
  FILE_UNPACKS_TOO_LARGE: {
    en: 'The {type} file becomes far too large when it is opened; save it again without what swells it.',
    nl: 'Het {type}-bestand wordt bij openen veel te groot; sla het opnieuw op zonder wat het doet zwellen.',
  },
  FILE_NOT_THERE: {
    en: 'There is no file {file} that you can attach here; send it first, for the organisation in whose name you attach it.',
    nl: 'Er is geen bestand {file} dat u hier kunt bijvoegen; stuur het eerst, namens de organisatie waarvoor u het bijvoegt.',
  },
  FILE_DIFFERS: {
    en: 'The file has {field} {is}, and the command says {said}.',
    nl: 'Van het bestand is {field} {is}, en de opdracht zegt {said}.',
  },
  FILE_NO_PROFILE: {
    en: 'The file was not sent as a load profile; send it again with its year and unit.',
    nl: 'Het bestand is niet als belastingprofiel gestuurd; stuur het opnieuw met jaar en eenheid.',
  },
  UPLOADS_BUSY: {
    en: 'Many files are being received; try again in a moment.',
    nl: 'Er worden nu veel bestanden ontvangen; probeer het zo opnieuw.',
  },
  PROFILE_HAS_ERRORS: {
    en: 'The load profile has errors; nothing was kept. The first: line {line}, {first}',
    nl: 'Het belastingprofiel bevat fouten; er is niets bewaard. De eerste: regel {line}, {first}',
  },
  PROFILE_NO_NUMBER: {
    en: '“{found}” is no number; write values like 1250.5 or 1250,5.',
    nl: '“{found}” is geen getal; schrijf waarden als 1250,5 of 1250.5.',
  },
  PROFILE_COLUMNS: {
    en: 'there are {columns} columns; one with times and one with values are read.',
    nl: 'er zijn {columns} kolommen; gelezen worden er twee: een met tijden en een met waarden.',
  },
  PROFILE_MIXED_DECIMALS: {
    en: '“{found}”: commas and points are mixed; use one as the decimal sign and none between thousands.',
    nl: '“{found}”: komma’s en punten staan door elkaar; gebruik er één voor decimalen en geen voor duizendtallen.',
  },
  PROFILE_COUNT: {
    en: 'there are {count} values; {year} has {hours} hours or {quarters} quarters of an hour.',
    nl: 'er staan {count} waarden; {year} heeft {hours} uren of {quarters} kwartieren.',
  },
  PROFILE_COUNT_CLOCK: {
    en: 'there are {count} values; {year} has {hours} hours or {quarters} quarters. Look at the days on which the clock is changed: in March an hour is skipped, in October one comes twice.',
    nl: 'er staan {count} waarden; {year} heeft {hours} uren of {quarters} kwartieren. Kijk naar de dagen waarop de klok wordt verzet: in maart valt een uur weg, in oktober komt er een twee keer voor.',
  },
  PROFILE_TIME: {
    en: 'the time is {found} where {expected} was expected.',
    nl: 'de tijd is {found} waar {expected} werd verwacht.',
  },
  PROFILE_NO_TIME: {
    en: '“{found}” is no time like 2025-01-31 13:45, and other lines have one.',
    nl: '“{found}” is geen tijd zoals 2025-01-31 13:45, en andere regels hebben die wel.',
  },
  PROFILE_OUT_OF_RANGE: {
    en: '{value} {unit} lies outside 0 to {most}; send offtake and feed-in as two profiles.',
    nl: '{value} {unit} ligt buiten 0 tot {most}; stuur afname en teruglevering als twee profielen.',
  },
} as const;
