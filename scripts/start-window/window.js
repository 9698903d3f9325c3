// The extension that `npm start` loads beside ours. It arranges the window: a file with findings, and beside it the walkthrough.
const { commands, Uri, window, workspace } = require('vscode');

exports.activate = async () => {
  const [folder] = workspace.workspaceFolders ?? [];
  const file = folder && Uri.joinPath(folder.uri, 'worker/Dockerfile');
  const there =
    file &&
    (await workspace.fs.stat(file).then(
      () => true,
      () => false,
    ));
  // Another folder than the shop is left as it is.
  if (!there || window.tabGroups.all.some((group) => group.tabs.length > 0)) return;
  await window.showTextDocument(file, { preview: false });
  await commands.executeCommand('workbench.action.openWalkthrough', 'seaworthy.seaworthy#start', true);
  await commands.executeCommand('workbench.panel.markers.view.focus');
  await window.showTextDocument(file, { preview: false, viewColumn: 1 });
};
