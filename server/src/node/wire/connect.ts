/** The connection to the client: over stdin and stdout, or node's own channel. */
import { Console } from 'node:console';
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type DataCallback,
  type Disposable,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Message } from '../../engine/base/message.js';
import { visibleLines } from '../../engine/base/printable.js';
import { plain } from '../../engine/base/wording.js';
import type { Lifecycle } from '../../lsp/core/lifecycle.js';
import { FramedReader, handOn, isMessage } from './framed-reader.js';

/** The input is not the protocol: `server/docs/exit-codes.md`. */
const NOT_THE_PROTOCOL = 2;
/** Milliseconds for what the client has sent before it closed the stream. */
const END_MS = 2000;

export function connectStdio(lifecycle: Lifecycle): Connection {
  const { stdin, stdout, stderr } = process;
  const writer = new StreamMessageWriter(stdout);
  const leave = () => process.exit(lifecycle.isShutDown ? 0 : 1);
  // A client that reads nothing any more is gone.
  stdout.on('error', leave);
  stderr.on('error', () => undefined);
  // What a module prints is not a message.
  globalThis.console = new Console(stderr, stderr);
  const reader = new FramedReader(stdin, {
    refuse: error =>
      void writer.write({ jsonrpc: '2.0', id: null, error: error.toJson() } as Parameters<typeof writer.write>[0]).catch(leave),
    say: message => void stderr.write(lineOf(message)),
    giveUp: why => void stderr.write(lineOf(why), () => process.exit(NOT_THE_PROTOCOL)),
    ended: () => setTimeout(leave, END_MS).unref(),
  });
  return createConnection(ProposedFeatures.all, reader, writer, optionsOf(lifecycle));
}

export function connectIpc(lifecycle: Lifecycle): Connection {
  // The client is gone. Without this the server would live on as long as anything that it has begun.
  process.on('disconnect', () => process.exit(lifecycle.isShutDown ? 0 : 1));
  return createConnection(ProposedFeatures.all, new CarefulIpcReader(process), new IPCMessageWriter(process), optionsOf(lifecycle));
}

/** What is no message is left out: on this channel it would end the process. */
class CarefulIpcReader extends IPCMessageReader {
  override listen(callback: DataCallback): Disposable {
    return super.listen(value => isMessage(value) && handOn(callback, value));
  }
}

const lineOf = (message: Message) => `go-preflight: ${visibleLines(plain(message))}\n`;

const optionsOf = (lifecycle: Lifecycle): ConnectionOptions => ({ messageStrategy: lifecycle });
