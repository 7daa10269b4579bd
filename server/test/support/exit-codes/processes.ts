/** Situations of the command line as a process: its streams, signals, the language server; and what every command has in common. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FORMATS } from '../../../src/node/cli/formats/formats.js';
import { type CliResult, cli } from '../cli-terminal.js';
import { fakeGo } from './odd-go.js';
import { LEAKS, MODULE, type Situation, type Situations, WITH_FAULT } from './situation.js';

const MAIN = join(__dirname, '../../../src/node/cli-main.ts');
const TSX = pathToFileURL(require.resolve('tsx')).href;

/** The command line from its sources, as a process of its own. */
function start(dir: string, args: readonly string[], stdout: 'pipe' | number = 'pipe', env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const script = `process.argv.splice(1, 0, 'cli'); require(${JSON.stringify(MAIN)})`;
  return spawn(process.execPath, ['--import', TSX, '-e', script, '--', ...args], {
    cwd: dir,
    env,
    stdio: ['pipe', stdout, 'pipe'],
  });
}

async function end(child: ChildProcess): Promise<CliResult> {
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { code: code ?? -1, stdout: '', stderr };
}

/** Sends the signal once the go command runs. */
const endedBy = (signal: NodeJS.Signals): Situation => ({
  needs: ['POSIX'],
  files: LEAKS,
  args: [],
  async run(dir) {
    const env = fakeGo(dir, `echo > '${dir}/started'\nexec sleep 60\n`);
    const started = new Promise<void>(resolve => {
      const watcher = watch(dir, (_, name) => {
        if (name !== 'started') return;
        watcher.close();
        resolve();
      });
    });
    const child = start(dir, ['check', '--tier', 'all'], 'pipe', env);
    const ended = end(child);
    await started;
    child.kill(signal);
    return ended;
  },
});

/** All formats end with the same code; it and the reasons stand in those that tell. */
const inEachFormat = (args: readonly string[]): Situation => ({
  files: WITH_FAULT,
  args,
  async run(dir) {
    const results = new Map<string, CliResult>();
    for (const format of Object.keys(FORMATS)) results.set(format, await cli(dir, [...args, '--format', format]));
    const { code } = results.get('text')!;
    for (const [format, result] of results) assert.equal(result.code, code, format);
    const { complete, gaps } = JSON.parse(results.get('json')!.stdout);
    assert.deepEqual([complete, gaps.length > 0], [code !== 2, code === 2]);
    assert.equal(/^::error title=go-preflight::/m.test(results.get('github')!.stdout), code === 2);
    return results.get('text')!;
  },
});

const message = (body: object) => {
  const text = JSON.stringify({ jsonrpc: '2.0', ...body });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};
const INITIALIZE = message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
const served = (...messages: readonly string[]): Situation => ({
  args: [],
  run(dir) {
    const child = start(dir, ['lsp']);
    child.stdout!.resume();
    child.stdin!.write([INITIALIZE, ...messages].join(''));
    return end(child);
  },
});
const closed = (...messages: readonly string[]): Situation => ({
  args: [],
  run(dir) {
    const child = start(dir, ['lsp']);
    child.stdout!.resume();
    child.stdin!.end([INITIALIZE, ...messages].join(''));
    return end(child);
  },
});

export const PROCESSES: Situations = {
  'Any command': {
    '`--help`, `--version`': { args: ['--help'], or: [['--version'], ['check', '--help']] },
    'no command, or one that does not exist': { args: ['nope'], or: [[]] },
    'an option that does not exist, or a value that it does not take': {
      args: ['check', '--fail-on', 'fatal'],
      or: [
        ['check', '--nope'],
        ['check', '--rule', 'no/such=off'],
        ['cgo', '--target', 'linux'],
      ],
    },
    'findings, in each `--format`': inEachFormat(['check']),
    'findings beside something that could not be looked at, in each `--format`': inEachFormat(['check', '.', 'nope']),
    'findings, and the reader of the output goes away, such as `head`': {
      files: WITH_FAULT,
      args: [],
      run(dir) {
        const child = start(dir, ['check']);
        child.stdout!.destroy();
        return end(child);
      },
    },
    'the output cannot be written, such as to a full disk': {
      needs: ['POSIX'],
      args: [],
      async run(dir) {
        const full = openSync('/dev/full', 'w');
        try {
          return await end(start(dir, ['check'], full));
        } finally {
          closeSync(full);
        }
      },
    },
    'an error in Go Preflight itself': {
      files: MODULE,
      args: [],
      run: dir =>
        cli(dir, ['check'], {
          grammars() {
            throw new Error('slip');
          },
        }),
    },
    'a thread of Go Preflight ends before its work is done': {
      needs: ['several processors'],
      files: {
        'dies.js': 'process.exit(0)\n',
        ...Object.fromEntries(Array.from({ length: 240 }, (_, i) => [`p${i}/p.go`, 'package p\n'])),
      },
      args: [],
      run: dir => cli(dir, ['check'], { workerScript: join(dir, 'dies.js') }),
    },
    'ended by SIGHUP': endedBy('SIGHUP'),
    'ended by SIGINT': endedBy('SIGINT'),
    'ended by SIGTERM': endedBy('SIGTERM'),
  },
  lsp: {
    '`exit` after `shutdown`': served(message({ id: 2, method: 'shutdown' }), message({ method: 'exit' })),
    '`exit` without it': served(message({ method: 'exit' })),
    'the client closes stdin after `shutdown`': closed(message({ id: 2, method: 'shutdown' })),
    'the client closes stdin without it': closed(),
    'the client reads nothing any more': {
      args: [],
      run(dir) {
        const child = start(dir, ['lsp']);
        child.stdout!.destroy();
        child.stdin!.write(INITIALIZE);
        return end(child);
      },
    },
    'what arrives is not the protocol, or a message has a wrong length': {
      args: [],
      async run(dir) {
        const wrong = ['hello\n', 'Content-Length: -1\r\n\r\n{}', INITIALIZE.replace(/\d+/, n => `${Number(n) - 9}`)];
        const results = await Promise.all(wrong.map(text => served(text).run!(dir)));
        assert.deepEqual(
          results.map(({ code }) => code),
          [2, 2, 2],
        );
        return results[0]!;
      },
    },
  },
};
