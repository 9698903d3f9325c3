/** The language server for Node as it ships: the core is a file of its own, which is loaded first. */
import '../host/node-load.ts';
import './node.ts';
