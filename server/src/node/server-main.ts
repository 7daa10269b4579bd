/** `node dist/server.js --stdio` or `--node-ipc`: the server of the desktop editor, and of every other one. */
import { runServer } from './server.js';

runServer();
