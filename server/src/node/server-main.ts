/** `node dist/server.js --stdio` or `--node-ipc`: the server of the desktop editor, and of every other one. */
import { sweep } from './ends/sweep.js';
import { optimizeLate } from './host/optimize-late.js';
import { keepHeapSmall } from './host/small-heap.js';
import { runServer } from './server.js';

optimizeLate();
keepHeapSmall();
void sweep();
runServer(process.argv.includes('--node-ipc') ? 'ipc' : 'stdio');
