/** What VS Code with our extension says of itself in `initialize`, as far as the server asks. */

export const vscode = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    applyEdit: true,
    executeCommand: { dynamicRegistration: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      failureHandling: 'textOnlyTransactional',
      changeAnnotationSupport: { groupsOnLabel: true },
      metadataSupport: true,
      snippetEditSupport: true,
    },
  },
  window: { showDocument: { support: true } },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
      documentationSupport: true,
    },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

export const extensionOptions = { files: true, pages: true, hover: true, preview: true };
