// TEMPORARY: proves the editor's machinery until the real language server replaces this file and echo.ts beside it.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './echo.ts';

serve(createConnection(ProposedFeatures.all));
