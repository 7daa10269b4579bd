/** Entry of `dist/cli.js`, the command `go-preflight`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../engine/base/wording.js';
import type { ExitCode } from './cli/outcome.js';
import { run } from './cli/program.js';
import { say } from './cli/words.js';
import { sweep } from './ends/sweep.js';
import { readBundle } from './host/bundles.js';
import { readGrammars } from './host/grammars.js';
import { keepLexers, optimizeLate } from './host/optimize-late.js';
import { version } from './host/version.js';

const workerScript = join(__dirname, 'cli-worker.js');

keepLexers();
optimizeLate();

/** Until the end is reached, whatever else ends the process: not everything was looked at. */
const UNFINISHED: ExitCode = 2;
process.exitCode = UNFINISHED;

function endUnfinished(reason: string): never {
  process.stderr.write(`go-preflight: ${reason}\n`);
  process.exit(UNFINISHED);
}

process.on('uncaughtException', error => endUnfinished(plain(say.internal({ error: error.stack ?? error.message }))));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, changes nothing about what was found.
  if (error.code !== 'EPIPE') endUnfinished(plain(say.notPrinted({ error: error.code ?? error.message })));
});
// What was to be said there is in the exit code as well.
process.stderr.on('error', () => undefined);

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
    const { runServer } = await import('./server.js');
    runServer('stdio');
  },
  async serveTools(server) {
    const { serveTools } = await import('./mcp-main.js');
    await serveTools(server);
    // What a call has started goes with the process (ends/held.ts).
    process.exit(0);
  },
}).then(code => {
  // Not process.exit: what is still on its way to a pipe must arrive.
  process.exitCode = code;
});
