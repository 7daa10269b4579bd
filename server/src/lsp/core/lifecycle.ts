/**
 * The protocol's lifecycle, asked of every message before a handler sees it: nothing but `initialize` before that has come, and nothing but
 * `exit` after `shutdown`. Requests out of turn get the protocol's error, notifications are dropped. What comes while `initialize` is worked
 * on waits for the answer, as its client should have.
 */
import { type Connection, ErrorCodes, Message, type MessageStrategy, ResponseError } from 'vscode-languageserver';
import { notice } from '../../engine/base/wording.js';
import { say } from '../words.js';

/** A refused request goes on under this name, so that the connection answers it under the client's id. */
const REFUSED = '$/goPreflight/refused';

interface Refused {
  readonly code: number;
}

/** Belongs into the options of the connection, and to `startServer`. One for each connection. */
export class Lifecycle implements MessageStrategy {
  private state: 'new' | 'running' | 'shutDown' = 'new';
  /** Absent unless `initialize` is worked on; then messages wait for it in their order. */
  private answered: Promise<void> | undefined;
  private answer: () => void = () => {};

  readonly handleMessage: MessageStrategy['handleMessage'] = (message, next) =>
    this.answered === undefined ? this.handle(message, next) : this.answered.then(() => this.handle(message, next));

  get isShutDown(): boolean {
    return this.state === 'shutDown';
  }

  /** Answers what is refused. */
  attach(connection: Connection): void {
    connection.onRequest(
      REFUSED,
      ({ code }: Refused) => new ResponseError(code, notice(code === ErrorCodes.InvalidRequest ? say.outOfTurn : say.tooEarly)),
    );
  }

  /** `initialize` has its answer; where that is an error it may come again. */
  initialized(succeeded: boolean): void {
    this.state = succeeded ? 'running' : 'new';
    this.answered = undefined;
    this.answer();
  }

  private handle(message: Message, next: Parameters<MessageStrategy['handleMessage']>[1]): ReturnType<MessageStrategy['handleMessage']> {
    if (Message.isNotification(message)) return message.method === 'exit' || this.state === 'running' ? next(message) : undefined;
    if (!Message.isRequest(message)) return next(message);
    const code = this.refusal(message.method);
    return next(code === undefined ? message : Object.assign({}, message, { method: REFUSED, params: { code } satisfies Refused }));
  }

  /** Takes note of a request that is in turn; the error's code for one that is not. */
  private refusal(method: string): number | undefined {
    const { state } = this;
    if (state === 'new' && method === 'initialize') {
      this.answered = new Promise(resolve => {
        this.answer = resolve;
      });
    } else if (state === 'running' && method === 'shutdown') this.state = 'shutDown';
    else if (state === 'shutDown' || method === 'initialize') return ErrorCodes.InvalidRequest;
    else if (state !== 'running') return ErrorCodes.ServerNotInitialized;
    return undefined;
  }
}
