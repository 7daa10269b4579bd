import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { dirName } from '../../base/paths.js';
import { pace, type Sliced } from '../../base/slices.js';
import { type GivenValue, isSet } from '../../go/known/given-value.js';
import { type PlacedCall, readKnownCalls } from '../../go/known/known-calls.js';
import { USES_PER_SLICE } from '../../go/known/known-code.js';
import { type PlacedValue, readMadeValues } from '../../go/known/made-values.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { DECLARATIONS_PER_SLICE } from '../../go/package/typed-file.js';
import type { WorkspaceView } from '../../program/view.js';
import { isBesideProgram } from '../beside-program.js';
import { importing } from '../import-edit.js';
import { rule } from '../rule.js';
import { SERVER_EXAMPLES } from './server-without-timeouts.examples.js';

const say = messages('runtime/server-without-timeouts', {
  call: '`{callee}` has no timeouts: a client that connects and sends nothing keeps a goroutine and a file descriptor for ever.\nUse an `http.Server` with `ReadHeaderTimeout`.',
  server:
    'This `http.Server` has no `ReadHeaderTimeout`: a client that sends nothing keeps a goroutine and a descriptor for ever.\nSet `ReadHeaderTimeout`, for example to 10 seconds.',
  elsewhere:
    'This `http.Server` has no `ReadHeaderTimeout` unless other code sets it. Without it a client that sends nothing keeps a goroutine for ever.\nSet `ReadHeaderTimeout` where the server is made.',
  callFix: 'Serve with an `http.Server` that has `ReadHeaderTimeout`',
  serverFix: 'Set `ReadHeaderTimeout` to 10 seconds',
});

const LISTENING = new Set(['net/http.ListenAndServe', 'net/http.ListenAndServeTLS']);
const CALLS = new Set([...LISTENING, 'net/http.Serve', 'net/http.ServeTLS']);
/** Either bounds how long a client may take for the header. */
const BOUNDS = ['ReadHeaderTimeout', 'ReadTimeout'] as const;
const SECONDS = 10;

/** Only programs of this machine reach it: `localhost:6060`. */
const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|::1$)(?::|$)/;

/** Such a constant, or what begins with one: `"localhost:" + port`, `fmt.Sprintf("localhost:%d", port)`. */
function isLocal(address: GivenValue | undefined): boolean {
  if (address?.constant) return address.constant.kind === 'string' && LOCAL.test(address.constant.bytes);
  if (address?.left) return isLocal(address.left);
  const [first, second] = address?.arguments ?? [];
  if (address?.resultOf === 'net.JoinHostPort') return isLocal(first);
  if (address?.resultOf !== 'fmt.Sprintf' || first?.constant?.kind !== 'string') return false;
  return first.constant.bytes.startsWith('%') ? isLocal(second) : isLocal(first);
}

const SERVING = /\.Serve(?:TLS)?\(/;
const LOCAL_LISTENER = /\bListenUnix\(|["`](?:unix(?:packet)?["`]|localhost\b|127\.\d|\[?::1\b)/;

/** Offsets of the functions that serve on a listener that may be of this machine. */
function* servingHere({ declarations }: GoFileFacts, text: string): Sliced<ReadonlySet<number>> {
  const isTired = pace(DECLARATIONS_PER_SLICE);
  const found = new Set<number>();
  for (const { offset, length } of declarations) {
    if (isTired()) yield;
    const own = text.slice(offset, offset + length);
    if (own.includes('Listen') && SERVING.test(own) && LOCAL_LISTENER.test(own)) found.add(offset);
  }
  return found;
}

/** Strangers can connect: the listener is one of TCP, or the address is not this machine's. */
function isReachable({ name, arguments: [first] }: PlacedCall): boolean {
  if (LISTENING.has(name)) return !isLocal(first);
  const [network, address] = first?.resultOf === 'net.Listen' ? (first.arguments ?? []) : [];
  return network?.constant?.kind === 'string' && network.constant.bytes.startsWith('tcp') && !isLocal(address);
}

type Standing = 'own' | 'elsewhere' | 'unknown';

/** Code of the package sets one of the timeouts of some server. */
function areSetInPackage(file: GoFileFacts, workspace: WorkspaceView): boolean {
  const { files } = workspace.packageDeclarations(dirName(file.path));
  return files.some(f => !f.isTest && f.declarations.some(d => BOUNDS.some(b => d.setFields.includes(b))));
}

/** Whether other code may set the timeouts of a server that has none. */
function standingOf(server: PlacedValue, file: GoFileFacts, workspace: WorkspaceView, areSetLater: () => boolean): Standing {
  const { ways, isPositional, isInFunction } = server;
  if (isPositional || ways.some(w => w.kind === 'unknown')) return 'unknown';
  if ((ways.length > 0 || !isInFunction) && areSetLater()) return 'unknown';
  const isSeen = (path: string | undefined) => path !== undefined && workspace.typed(file.path)?.source.path === path;
  if (ways.some(w => w.kind === 'argument' && !isSeen(w.path) && w.path !== 'net/http')) return 'unknown';
  const isOpen =
    file.packageName !== 'main' && ways.some(w => w.kind === 'returned' || ((w.kind === 'field' || w.kind === 'global') && w.exported));
  return isOpen ? 'elsewhere' : 'own';
}

export default rule({
  id: 'runtime/server-without-timeouts',
  messages: say,
  severity: 'information',
  otherSeverities: { hint: 'the server is handed to other packages, which may set them, or stands in an example or in what tests share' },
  since: '0.1.0',
  summary: 'An HTTP server that waits for ever for the header of a request',
  inTests: false,
  sameAs: [
    { linter: 'gosec', check: 'G112' },
    { linter: 'gosec', check: 'G114' },
  ],
  docs: {
    what: 'Calls of `http.ListenAndServe`, `http.ListenAndServeTLS`, `http.Serve` and `http.ServeTLS`, which serve without any timeout, and values of `http.Server` that get neither `ReadHeaderTimeout` nor `ReadTimeout`.',
    why: 'The server waits for the header of each request for as long as the client likes. A client that connects and sends nothing, or a byte a minute, keeps one goroutine, its buffers and one file descriptor. A few thousand of them use up the limit of open files, and `Accept` fails with “too many open files”.',
    fix: 'Make an `http.Server` with `ReadHeaderTimeout`, for example of 10 seconds, and `IdleTimeout`, and call its `ListenAndServe`. `ReadHeaderTimeout` does not limit how long a handler reads the body or writes, so it is safe for uploads and streams.',
    limits:
      'Silent for addresses of this machine (`localhost:6060`), for servers beside such a listener or a Unix socket in the same file, for listeners that are not known to be TCP, for servers that a function of another package gets, and where code of the package sets one of the fields of some server later. A server that another package gets by an exported name or a result is a hint.',
    sources: [
      'src/net/http/server.go: ReadHeaderTimeout falls back to ReadTimeout, and zero means no timeout; IdleTimeout falls back to ReadTimeout',
      'Run with Go 1.26: a client that connects and sends nothing is still connected after 3 s; with ReadHeaderTimeout of 500 ms the server has closed it',
      'https://github.com/gebn/bmc_exporter/issues/39',
    ],
  },
  examples: SERVER_EXAMPLES,
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      const text = workspace.text(file.path) ?? '';
      const quiet = { severity: 'hint' as const };
      const own = () => (isBesideProgram(file.path, workspace) ? quiet : {});
      for (const call of yield* readKnownCalls(file, typed, CALLS)) {
        if (!isReachable(call)) continue;
        report(
          { span: call.calleeSpan, message: say.call({ callee: call.callee }), fixes: callFix(call, file, text), ...own() },
          call.offset,
        );
      }
      const servers = yield* readMadeValues(file, typed, 'net/http.Server');
      const here: ReadonlySet<number> = servers.length > 0 ? yield* servingHere(file, text) : new Set();
      let isSetLater: boolean | undefined;
      const areSetLater = () => {
        isSetLater ??= areSetInPackage(file, workspace);
        return isSetLater;
      };
      const isTired = pace(USES_PER_SLICE);
      for (const server of servers) {
        if (isTired()) yield;
        if (BOUNDS.some(b => isSet(server.fields.get(b))) || isLocal(server.fields.get('Addr'))) continue;
        // Another function serves where the server has no address.
        if (server.fields.has('Addr') ? here.has(server.offset) : here.size > 0) continue;
        const standing = standingOf(server, file, workspace, areSetLater);
        if (standing === 'unknown') continue;
        const finding = standing === 'own' ? { message: say.server, ...own() } : { message: say.elsewhere, ...quiet };
        report({ span: server.span, ...finding, fixes: serverFix(server, file, text) }, server.offset);
      }
    },
  },
});

function serverFix({ room, fields }: PlacedValue, file: GoFileFacts, text: string): RelativeFix[] {
  const time = importing(file, text, 'time');
  if (!time || !room || BOUNDS.some(b => fields.has(b))) return [];
  const field = `ReadHeaderTimeout: ${SECONDS} * ${time.name}.Second`;
  const edit = { span: { start: room.at, end: room.at }, newText: room.before + field + room.after };
  return [{ title: say.serverFix, safe: false, edits: [...time.edits, edit] }];
}

function callFix({ name, callee, span, arguments: given }: PlacedCall, file: GoFileFacts, text: string): RelativeFix[] {
  const time = importing(file, text, 'time');
  const [address, handler] = given;
  if (!time || name !== 'net/http.ListenAndServe' || given.length !== 2 || !address || !handler || !callee.includes('.')) return [];
  const http = callee.slice(0, callee.indexOf('.'));
  const server = `(&${http}.Server{Addr: ${address.text}, Handler: ${handler.text}, ReadHeaderTimeout: ${SECONDS} * ${time.name}.Second})`;
  return [{ title: say.callFix, safe: false, edits: [...time.edits, { span, newText: `${server}.ListenAndServe()` }] }];
}
