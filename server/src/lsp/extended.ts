/** Reads the configurations that others extend. */
import { MISSING } from '../core/engine/extended-configs.ts';
import { type Host, plainWords } from '../host/host.ts';
import type { Workspace } from './workspaces.ts';

/** Reads what the configurations of a workspace extend and its engine does not have yet, inside of the folder and behind no link. */
export async function readExtended(
  host: Host,
  { engine, folder, uriOf }: Workspace,
  onChanged: () => void,
): Promise<void> {
  let hasRead = false;
  for (let wanted = engine.wantedConfigs(); wanted.length > 0; wanted = engine.wantedConfigs()) {
    for (const path of wanted) {
      const uri = uriOf(path);
      const answer = await host.read(uri, folder ?? host.folderAround(uri));
      engine.setExtended(path, 'text' in answer ? answer : { problem: plainWords(answer.problem) ?? MISSING });
      hasRead = true;
    }
  }
  if (hasRead) onChanged();
}
