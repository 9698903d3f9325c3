/** The command line as it ships: the core is a file of its own, which is loaded first, with these flags. */
import './node-flags.ts';
import '../host/node-load.ts';
import './main.ts';
