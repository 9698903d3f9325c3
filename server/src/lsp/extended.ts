/** Reads the configurations that others extend. */
import { extendedText, type Host } from '../host/host.ts';
import type { Workspace } from './workspaces.ts';

/** Reads what the configurations of a workspace extend and its engine does not have yet, inside of the folder. */
export async function readExtended(
  host: Host,
  { engine, folder, uriOf }: Workspace,
  onChanged: () => void,
): Promise<void> {
  let hasRead = false;
  for (let wanted = engine.wantedConfigs(); wanted.length > 0; wanted = engine.wantedConfigs()) {
    for (const path of wanted) {
      const uri = uriOf(path);
      engine.setExtended(path, await extendedText(host, uri, folder ?? host.folderAround(uri)));
      hasRead = true;
    }
  }
  if (hasRead) onChanged();
}
