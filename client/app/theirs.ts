import type { Command } from '../../events/decision.ts';
import { isHidden } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { textOf } from '../../events/narrative/state.ts';
import { lastRecorded, type Entry } from '../../events/timeline.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';

/** What stands now where a command would put something. */
export interface Standing {
  readonly value: unknown;
  /** Who set it, and when; absent for a text, which many write. */
  readonly by?: string;
  readonly at?: string;
}

/** What stands in the confirmed state of a command's topic; undefined: nothing, or nothing to compare with. */
export function standing(state: TopicState, { type, subject, data }: Command): Standing | undefined {
  const stream = streamOf(subject)?.stream ?? '';
  const plan = streamState(state, 'plan', stream);
  switch (type) {
    case 'SetPlanDetail':
      return told(lastRecorded(plan?.details[String(data['field'])]));
    case 'SetSiteDetail':
      return told(lastRecorded(streamState(state, 'site', stream)?.details[String(data['field'])]));
    case 'SetCapacityTarget': {
      const entry = lastRecorded(plan?.capacityTargets[String(data['direction'])]);
      return entry && !isHidden(entry.value) ? { value: entry.value.MW, by: entry.by, at: entry.at } : undefined;
    }
    case 'MoveMilestoneForecast':
      return told(plan?.milestones[String(data['milestoneId'])]?.forecast);
    case 'EditText':
    case 'RevertText': {
      const text = streamState(state, 'narrative', stream);
      return text && { value: textOf(text) };
    }
    default:
      return undefined;
  }
}

function told(entry: Entry<unknown> | undefined): Standing | undefined {
  if (!entry || isHidden(entry.value)) return undefined;
  const { value, by, at, corrected } = entry;
  return { value, by: corrected?.by ?? by, at: corrected?.at ?? at };
}
