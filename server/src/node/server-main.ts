/** `node dist/server.js --stdio` or `--node-ipc`: the server of the desktop editor, and of every other one. */
import { sweep } from './ends/sweep.js';
import { runServer } from './server.js';

void sweep();
runServer();
