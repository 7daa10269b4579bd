/** Work-done progress, for tokens of the client's as well as the server's own, with one place that hears `cancel` for both. */
import {
  type CancellationToken,
  CancellationTokenSource,
  type Connection,
  type ProgressToken,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
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

  /**
   * `outer` cancels the work too. Without a token of the client's, and without support for ours, nothing is shown. The work does not wait for the
   * client to agree to a token of ours: one that never does is shown nothing, and has its answer all the same.
   */
  begin(title: string, clientToken: ProgressToken | undefined, outer: CancellationToken): Progress {
    const source = new CancellationTokenSource();
    const chained = outer.onCancellationRequested(() => source.cancel());
    if (outer.isCancellationRequested) source.cancel();
    let token: ProgressToken | undefined;
    let newest: string | undefined;
    let hasEnded = false;
    const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) => {
      if (token !== undefined) this.connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => {});
    };
    const show = (agreed: ProgressToken | undefined) => {
      if (agreed === undefined) return;
      token = agreed;
      if (hasEnded) return send({ kind: 'end' });
      this.sources.set(token, source);
      send({ kind: 'begin', title, cancellable: true });
      if (newest !== undefined) send({ kind: 'report', message: newest });
    };
    if (clientToken !== undefined) show(clientToken);
    else if (this.supported) void this.create().then(show);
    return {
      token: source.token,
      report: message => {
        newest = withoutLinks(visible(message));
        send({ kind: 'report', message: newest });
      },
      done: () => {
        hasEnded = true;
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
