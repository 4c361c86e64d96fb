import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

/** One client of a document at Hocuspocus, on a line of its own; resolves when it holds the document. */
export async function joinAt(url: string, name: string): Promise<{ document: Y.Doc; leave: () => void }> {
  const document = new Y.Doc();
  const line = new HocuspocusProviderWebsocket({ url: url.replace('http', 'ws'), WebSocketPolyfill: WebSocket });
  const provider = new HocuspocusProvider({ websocketProvider: line, name, document });
  const synced = new Promise<void>((resolve) => provider.on('synced', () => resolve()));
  provider.attach();
  await synced;
  const leave = (): void => {
    provider.destroy();
    line.destroy();
  };
  return { document, leave };
}
