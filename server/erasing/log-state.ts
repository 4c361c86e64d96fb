import { streamOf } from '../../events/ids.ts';
import { initial, LOG_SUBJECT, type LogState } from '../../events/log/kind.ts';
import type { ReadModels } from '../readmodels/port.ts';

const STREAM = streamOf(LOG_SUBJECT)?.stream ?? '';

/** What the log says of itself: retention terms and legal holds. */
export function logStateOf(readModels: Pick<ReadModels, 'state'>): LogState {
  return (readModels.state(STREAM) as unknown as LogState | undefined) ?? initial();
}
