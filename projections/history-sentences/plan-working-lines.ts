import type { workingPayloads } from '../../events/plan/events-working.ts';
import { line, type Lines } from './line.ts';

/** What is said of what participants work out together: who pays what, agreements, risks, calculations. */
export const planWorkingLines: Lines<typeof workingPayloads> = {
  CostSplitProposed: line(
    [
      'stelde voor om kosten van {totalEUR} {method} te verdelen: {shares}',
      'proposed to split costs of {totalEUR} {method}: {shares}',
    ],
    ['stelde voor om de kosten {method} te verdelen', 'proposed to split the costs {method}'],
    ['stelde een kostenverdeling voor', 'proposed a cost split'],
  ),
  CostSplitAccepted: line(
    ['aanvaardde de kostenverdeling namens {org}', 'accepted the cost split for {org}'],
    ['aanvaardde de kostenverdeling', 'accepted the cost split'],
  ),
  AgreementDrafted: line(
    ['legde een concept vast: {type}', 'recorded a draft: {type}'],
    ['legde een overeenkomst in concept vast', 'recorded a draft of an agreement'],
  ),
  AgreementSigned: line(
    [
      'legde een overeenkomst vast, op {date} getekend door {signatories}',
      'recorded an agreement, signed on {date} by {signatories}',
    ],
    ['legde een overeenkomst vast, getekend op {date}', 'recorded an agreement, signed on {date}'],
    ['legde een getekende overeenkomst vast', 'recorded a signed agreement'],
  ),
  AgreementTerminated: line(
    ['beëindigde een overeenkomst per {date}', 'terminated an agreement from {date}'],
    ['beëindigde een overeenkomst', 'terminated an agreement'],
  ),
  RiskRaised: line(
    [
      'meldde een risico: “{cause}”, met als gevolg “{effect}” (kans {p} van 5, gevolg {impact} van 5, eigenaar {owner})',
      'raised a risk: “{cause}”, with the effect “{effect}” (chance {p} of 5, impact {impact} of 5, owner {owner})',
    ],
    [
      'meldde een risico: “{cause}”, met als gevolg “{effect}” (kans {p} van 5, gevolg {impact} van 5)',
      'raised a risk: “{cause}”, with the effect “{effect}” (chance {p} of 5, impact {impact} of 5)',
    ],
    [
      'meldde een risico met kans {p} van 5 en gevolg {impact} van 5',
      'raised a risk of chance {p} of 5 and impact {impact} of 5',
    ],
    ['meldde een risico', 'raised a risk'],
  ),
  RiskRescored: line(
    [
      'schatte een risico opnieuw in: kans {p} van 5, gevolg {impact} van 5, maatregel “{mitigation}”',
      'scored a risk again: chance {p} of 5, impact {impact} of 5, mitigation “{mitigation}”',
    ],
    [
      'schatte een risico opnieuw in: kans {p} van 5, gevolg {impact} van 5',
      'scored a risk again: chance {p} of 5, impact {impact} of 5',
    ],
    ['schatte een risico opnieuw in', 'scored a risk again'],
  ),
  RiskClosed: line(['sloot een risico: “{how}”', 'closed a risk: “{how}”'], ['sloot een risico', 'closed a risk']),
  CalculationSnapshotTaken: line(
    ['legde de uitkomst vast van de berekening “{calc}”', 'recorded the outcome of the calculation “{calc}”'],
    ['legde de uitkomst van een berekening vast', 'recorded the outcome of a calculation'],
  ),
};
