/** Every suite that runs in the editor, in both hosts; a new file is added here. */
import './findings.test.ts';
import './fixes.test.ts';
import './overview.test.ts';
import './review.test.ts';
import './silence.test.ts';
import './words.test.ts';
import './walkthrough.test.ts';
import './workspace.test.ts';
