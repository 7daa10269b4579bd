/** Reads messages from a stream. What is no message gets the protocol's error; a stream that is not the protocol ends the server, which says why. */
import type { Readable } from 'node:stream';
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type MessageReader,
  type NotificationMessage,
  ResponseError,
} from 'vscode-languageserver/node';
import type { Message } from '../../engine/base/message.js';
import { notice } from '../../engine/base/wording.js';
import { Frames, NotFramed } from './frames.js';
import { say } from './words.js';

/** Milliseconds without a byte within a message, then somebody is told. */
const STALL_MS = 10_000;

/** What the reader needs to know of what is around it. */
export interface Surroundings {
  /** Sends an error to the client: nobody knows to which of its requests. */
  refuse(error: ResponseError<unknown>): void;
  /** Tells the user. */
  say(message: Message): void;
  /** The stream is not the protocol: tells the user, and ends the server. */
  giveUp(why: Message): void;
  /** The client has closed the stream, or is gone; `exit` has been handed on. */
  ended(): void;
}

export class FramedReader extends AbstractMessageReader implements MessageReader {
  private readonly frames = new Frames(chunks => this.read(chunks));
  private callback: DataCallback = () => {};
  private stall: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(
    private readonly input: Readable,
    private readonly around: Surroundings,
    private readonly stallMs = STALL_MS,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    const onData = (chunk: Uint8Array) => this.push(chunk);
    const onEnd = () => this.end();
    this.input.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
    return {
      dispose: () => {
        clearTimeout(this.stall);
        this.input.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onEnd);
      },
    };
  }

  private push(chunk: Uint8Array): void {
    if (this.isOver) return;
    clearTimeout(this.stall);
    try {
      this.frames.push(chunk);
    } catch (error) {
      if (!(error instanceof NotFramed)) throw error;
      this.giveUp(error.why);
    }
    if (!this.isOver && !this.frames.isBetween) this.stall = setTimeout(() => this.stalled(), this.stallMs);
  }

  private read(chunks: readonly Uint8Array[]): void {
    const text = Buffer.concat(chunks).toString('utf8');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.around.refuse(new ResponseError(ErrorCodes.ParseError, notice(say.notJson)));
      return;
    }
    if (isMessage(value)) handOn(this.callback, value);
    else this.around.refuse(new ResponseError(ErrorCodes.InvalidRequest, notice(say.noMessage)));
  }

  /** Whose text is whole before its length never gets the rest. */
  private stalled(): void {
    const { length = 0, chunks = [] } = this.frames.begun ?? {};
    const read = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (isWhole(Buffer.concat(chunks).toString('utf8'))) this.giveUp(say.wrongLength({ read, length }));
    else this.around.say(say.waiting({ read, length }));
  }

  private giveUp(why: Message): void {
    this.isOver = true;
    this.around.giveUp(why);
  }

  /** As the client's `exit` would, behind what it has sent before. */
  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.stall);
    if (!this.frames.isBetween) this.around.say(say.cutOff);
    const exit: NotificationMessage = { jsonrpc: '2.0', method: 'exit' };
    handOn(this.callback, exit);
    this.around.ended();
  }
}

type AnyMessage = Parameters<DataCallback>[0];

/** The connection throws at some cancellations of another shape. */
export function handOn(callback: DataCallback, message: AnyMessage): void {
  try {
    callback(message);
  } catch {
    // It asked for nothing that is there.
  }
}

/** What the connection can make something of. One without a method may be a response. */
export function isMessage(value: unknown): value is AnyMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { method, id } = value as { method?: unknown; id?: unknown };
  const isNamed = id === undefined || typeof id === 'string' || typeof id === 'number';
  return method === undefined ? isNamed || id === null : typeof method === 'string' && isNamed;
}

function isWhole(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
