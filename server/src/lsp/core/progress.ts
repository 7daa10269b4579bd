/** Work-done progress, for tokens of the client's as well as the server's own, with one place that hears `cancel` for both. */
import {
  type CancellationToken,
  CancellationTokenSource,
  type Connection,
  type ProgressToken,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver';
import { visible, withoutLinks } from '../../engine/base/printable.js';

export interface Progress {
  readonly token: CancellationToken;
  report(message: string): void;
  /** Must be called once, however the work ended. */
  done(): void;
}

export class ProgressReporter {
  private readonly sources = new Map<ProgressToken, CancellationTokenSource>();
  private last = 0;

  /** `supported`: the client shows progress that the server begins on its own. */
  constructor(
    private readonly connection: Connection,
    private readonly supported: boolean,
  ) {
    connection.onNotification(WorkDoneProgressCancelNotification.type, ({ token }) => this.sources.get(token)?.cancel());
  }

  /** `outer` cancels the work too. Without a token of the client's, and without support for ours, nothing is shown. */
  async begin(title: string, clientToken: ProgressToken | undefined, outer: CancellationToken): Promise<Progress> {
    const source = new CancellationTokenSource();
    const chained = outer.onCancellationRequested(() => source.cancel());
    if (outer.isCancellationRequested) source.cancel();
    const token = clientToken ?? (this.supported ? await this.create() : undefined);
    if (token !== undefined) {
      this.sources.set(token, source);
      this.connection.sendProgress(WorkDoneProgress.type, token, { kind: 'begin', title, cancellable: true }).catch(() => {});
    }
    const send = (value: { kind: 'report'; message: string } | { kind: 'end' }) => {
      if (token !== undefined) this.connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => {});
    };
    return {
      token: source.token,
      report: message => send({ kind: 'report', message: withoutLinks(visible(message)) }),
      done: () => {
        chained.dispose();
        if (token !== undefined) this.sources.delete(token);
        send({ kind: 'end' });
      },
    };
  }

  private async create(): Promise<ProgressToken | undefined> {
    this.last += 1;
    const token = `go-preflight-${this.last}`;
    try {
      await this.connection.sendRequest(WorkDoneProgressCreateRequest.type, { token });
      return token;
    } catch {
      return undefined;
    }
  }
}
