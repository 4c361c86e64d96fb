import type { VisibleEvent } from '../../events/envelope.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { OpenSealed } from './proof.ts';
import type { Signer } from './signer.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { StoredEvent } from './stored.ts';
import type { TreeFile } from './tree-file.ts';

/** What the doors need to prove things. */
export interface AuditReads {
  readonly tree: TreeFile;
  readonly signer: Signer;
  readonly keys: SigningKeys;
  /** An event as the log holds it; undefined: this process has not got it yet. */
  readonly stored: (index: number) => Promise<StoredEvent | undefined>;
  /** What somebody may see of an event; undefined: to him there is none. */
  readonly visible: (event: StoredEvent, grants: GrantSet) => Promise<VisibleEvent | undefined>;
  readonly openSealed: OpenSealed;
  /** The first checkpoint that was kept under which the event at an index stands. */
  readonly covering: (index: number) => Promise<Checkpoint | undefined>;
  /** How far the log has been checked. */
  readonly progress: () => { verifiedTo: number; rounds: number; incident?: string };
}
