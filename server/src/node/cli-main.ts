/** Entry of `dist/cli.js`, the command `go-preflight`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './cli/program.js';
import { sweep } from './ends/sweep.js';
import { readBundle } from './host/bundles.js';
import { readGrammars } from './host/grammars.js';
import { version } from './host/version.js';

const workerScript = join(__dirname, 'cli-worker.js');

// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void sweep();
void run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  version: version(),
  grammars: () => readGrammars(),
  bundle: locale => readBundle(locale),
  workerScript: existsSync(workerScript) ? workerScript : undefined,
  stdout: text => void process.stdout.write(text),
  stderr: text => void process.stderr.write(text),
  async serve() {
    const { runStdioServer } = await import('./server.js');
    runStdioServer();
  },
}).then(code => {
  // Not process.exit: what is still on its way to a pipe must arrive.
  process.exitCode = code;
});
