import type { NoticeKind } from '../../projections/notices/notice.ts';

interface Words {
  readonly subject: (count: number) => string;
  readonly hello: string;
  readonly lead: string;
  /** A place whose name may stand in a mail. */
  readonly planIn: (region: string) => string;
  readonly plan: string;
  readonly elsewhere: string;
  readonly decision: string;
  readonly selection: string;
  readonly round: string;
  readonly kinds: Readonly<Record<NoticeKind, (count: number) => string>>;
  readonly open: string;
  readonly why: string;
  readonly preferences: string;
}

const times = (one: string, more: (count: number) => string) => (count: number) => (count === 1 ? one : more(count));

/** What a mail says: that something happened and where to look, never what was written or which value. */
export const mailWords: Readonly<Record<'nl' | 'en', Words>> = {
  nl: {
    subject: times('1 melding voor u op de Regiotafel', (n) => `${n} meldingen voor u op de Regiotafel`),
    hello: 'Goedendag,',
    lead: 'Dit gebeurde er op de Regiotafel en hebt u nog niet gezien:',
    planIn: (region) => `Een plan in ${region}`,
    plan: 'Een plan',
    elsewhere: 'Een locatie',
    decision: 'Een besluit',
    selection: 'De keuze van regio’s',
    round: 'Een interviewronde',
    kinds: {
      mention: times('u bent genoemd in een opmerking', (n) => `u bent ${n} keer genoemd in opmerkingen`),
      reply: times('er is een antwoord in een gesprek van u', (n) => `er zijn ${n} antwoorden in gesprekken van u`),
      overridden: times(
        'een gegeven dat u had gezet, is gewijzigd',
        (n) => `${n} gegevens die u had gezet, zijn gewijzigd`,
      ),
      milestone: times(
        'een mijlpaal van uw organisatie is verschoven',
        (n) => `mijlpalen van uw organisatie zijn ${n} keer verschoven`,
      ),
      asked: times(
        'uw organisatie is gevraagd een besluit mede te ondertekenen',
        (n) => `uw organisatie is ${n} keer gevraagd een besluit mede te ondertekenen`,
      ),
      condition: times(
        'een voorwaarde bij een besluit vraagt aandacht of is afgerond',
        (n) => `voorwaarden bij besluiten vragen aandacht of zijn afgerond (${n} keer)`,
      ),
      decision: times(
        'er is nieuws over een besluit dat u raakt',
        (n) => `er is ${n} keer nieuws over besluiten die u raken`,
      ),
      selection: times(
        'een keuze van regio’s waaraan u meewerkt is verder',
        (n) => `keuzes van regio’s waaraan u meewerkt zijn ${n} keer verder gegaan`,
      ),
      interview: times(
        'uw organisatie is gevraagd voor een interviewronde',
        (n) => `uw organisatie is gevraagd voor ${n} interviewrondes`,
      ),
      invited: times('uw organisatie is uitgenodigd', (n) => `uw organisatie is ${n} keer uitgenodigd`),
      joined: times('er is een deelnemer bij gekomen', (n) => `er zijn ${n} deelnemers bij gekomen`),
      left: times('een deelnemer is uitgestapt', (n) => `${n} deelnemers zijn uitgestapt`),
      status: times('het plan is geparkeerd of hervat', (n) => `het plan is ${n} keer geparkeerd of hervat`),
    },
    open: 'Bekijk het',
    why: 'Wat er precies staat, leest u na aanmelden. In deze mail staan geen gegevens uit plannen.',
    preferences: 'Minder of geen mail? Kies het bij uw meldingen',
  },
  en: {
    subject: times('1 notification for you on Regiotafel', (n) => `${n} notifications for you on Regiotafel`),
    hello: 'Good day,',
    lead: 'This happened on Regiotafel and you have not seen it yet:',
    planIn: (region) => `A plan in ${region}`,
    plan: 'A plan',
    elsewhere: 'A site',
    decision: 'A decision',
    selection: 'The selection of regions',
    round: 'An interview round',
    kinds: {
      mention: times('you were mentioned in a comment', (n) => `you were mentioned in comments ${n} times`),
      reply: times('there is a reply in a thread of yours', (n) => `there are ${n} replies in threads of yours`),
      overridden: times('a figure that you had set was changed', (n) => `${n} figures that you had set were changed`),
      milestone: times(
        'a milestone of your organisation was moved',
        (n) => `milestones of your organisation were moved ${n} times`,
      ),
      asked: times(
        'your organisation was asked to endorse a decision',
        (n) => `your organisation was asked ${n} times to endorse a decision`,
      ),
      condition: times(
        'a condition of a decision asks for attention or was settled',
        (n) => `conditions of decisions ask for attention or were settled (${n} times)`,
      ),
      decision: times(
        'there is news of a decision that concerns you',
        (n) => `there is news of decisions that concern you, ${n} times`,
      ),
      selection: times(
        'a selection of regions to which you contribute has moved on',
        (n) => `selections of regions to which you contribute have moved on ${n} times`,
      ),
      interview: times(
        'your organisation was asked for an interview round',
        (n) => `your organisation was asked for ${n} interview rounds`,
      ),
      invited: times('your organisation was invited', (n) => `your organisation was invited ${n} times`),
      joined: times('a participant joined', (n) => `${n} participants joined`),
      left: times('a participant left', (n) => `${n} participants left`),
      status: times('the plan was parked or resumed', (n) => `the plan was parked or resumed ${n} times`),
    },
    open: 'Have a look',
    why: 'Sign in to read what it says. This mail holds no data from plans.',
    preferences: 'Less mail, or none? Choose it with your notifications',
  },
};
