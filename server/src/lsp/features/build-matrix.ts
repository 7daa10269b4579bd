/** The build matrix over the wire: answers with the table, and tells a client that has asked once when it may have changed. */
import type { Connection } from 'vscode-languageserver';
import type { Span } from '../../engine/base/finding.js';
import { isBelow } from '../../engine/base/paths.js';
import { visible } from '../../engine/base/printable.js';
import { plain } from '../../engine/base/wording.js';
import type { BuildContext } from '../../engine/program/build-contexts.js';
import { kindName } from '../../engine/program/words.js';
import { buildMatrixInSteps } from '../../engine/reports/build-matrix.js';
import { MATRIX_COLUMN_KEYS, type MatrixCell, type MatrixModule, type MatrixRow } from '../../engine/reports/matrix-model.js';
import { heading } from '../../engine/reports/matrix-words.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Host } from '../core/host.js';
import {
  BUILD_MATRIX_CHANGED,
  type BuildMatrixCell,
  type BuildMatrixModule,
  type BuildMatrixPlace,
  type BuildMatrixResult,
  type BuildMatrixRow,
} from '../core/messages.js';
import { describe, SLICE } from '../core/scheduler.js';
import type { EditTarget } from './code-actions.js';
import { ExactClosures } from './exact-closures.js';
import type { MachineAccess } from './machine-reports-access.js';
import { lineName } from './to-lsp.js';

/** Milliseconds of quiet before the client hears of changes: a person who types needs no table at each key. */
const QUIET = 250;

export interface MatrixContext {
  readonly connection: Pick<Connection, 'sendNotification'>;
  readonly host: Pick<Host, 'defer' | 'delay' | 'log' | 'now'>;
  readonly workspace: Workspace;
  readonly places: Pick<EditTarget, 'uri' | 'range'>;
  access(): MachineAccess;
  /** Reads everything in the open folders that has not been read. */
  readAll(): Promise<void>;
}

export class BuildMatrix {
  private asked = false;
  private cancel: (() => void) | undefined;
  private toolchain: { readonly key: string; readonly row: Promise<BuildContext | undefined> } | undefined;

  /** What go has said of imports since a person asked for the table. */
  readonly exact: ExactClosures;

  constructor(private readonly context: MatrixContext) {
    this.exact = new ExactClosures(context.workspace, () => context.access());
  }

  /** `again`: the go command of this machine is asked anew. */
  async answer(again: boolean): Promise<BuildMatrixResult> {
    this.asked = true;
    const { workspace, local } = await this.known(again);
    const found = await this.sliced(buildMatrixInSteps(workspace, local, this.exact.closure));
    // The table comes at once; the go command takes seconds, and what it knows better comes as a change.
    if (again) void this.askGo();
    const modules = await this.sliced(this.modules(found));
    return { status: 'ok', message: '', columns: MATRIX_COLUMN_KEYS.map(heading), modules };
  }

  private *modules(found: readonly MatrixModule[]): Generator<void, BuildMatrixModule[]> {
    const out: BuildMatrixModule[] = [];
    for (const module of found) {
      const rows: BuildMatrixRow[] = [];
      for (const row of module.rows) {
        rows.push(this.row(row));
        yield;
      }
      out.push({ name: visible(module.name), rows });
    }
    return out;
  }

  private async askGo(): Promise<void> {
    try {
      if (await this.exact.ask()) this.changed();
    } catch (error) {
      this.context.host.log('warn', `go list: ${describe(error)}`);
    }
  }

  /** The workspace with everything in the open folders read, and the go command of this machine where it may be asked. */
  async known(again: boolean): Promise<{ readonly workspace: Workspace; readonly local: BuildContext | undefined }> {
    const [local] = await Promise.all([this.localRow(again), this.context.readAll()]);
    await this.sliced(this.settling());
    return { workspace: this.context.workspace, local: this.context.access().trusted ? local : undefined };
  }

  /** What was just opened is read in slices here; the first question to the workspace would read it at once. */
  private *settling(): Generator<void, void> {
    const reading = this.context.workspace.reading();
    while (reading.next().kind !== 'done') yield;
  }

  /** What changes meanwhile leaves cells unknown, and then the client is told to ask again. */
  private async sliced<T>(steps: Generator<void, T>): Promise<T> {
    const { host } = this.context;
    let started = host.now();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (host.now() - started < SLICE) continue;
      await new Promise<void>(resolve => host.defer(resolve));
      started = host.now();
    }
  }

  /** A file that builds, or what one depends on, is another now. */
  changed(): void {
    if (!this.asked) return;
    this.cancel?.();
    const { connection, host } = this.context;
    this.cancel = host.delay(QUIET, () => {
      connection.sendNotification(BUILD_MATRIX_CHANGED).catch((error: unknown) => host.log('debug', `build matrix: ${describe(error)}`));
    });
  }

  dispose(): void {
    this.cancel?.();
  }

  /** Remembered until settings change or somebody asks again: a process for each key typed would be too much. */
  private localRow(again: boolean): Promise<BuildContext | undefined> {
    const { host, settings, trusted, folders } = this.context.access();
    const { machine } = host;
    if (!trusted || machine?.toolchain === undefined) return Promise.resolve(undefined);
    const key = JSON.stringify([folders[0], settings.tools]);
    if (again || this.toolchain?.key !== key) {
      const row = machine.toolchain(folders[0], settings.tools).catch((error: unknown) => {
        this.context.host.log('warn', `go env: ${describe(error)}`);
        return undefined;
      });
      this.toolchain = { key, row };
    }
    return this.toolchain.row;
  }

  private row({ kind, name, at, cells }: MatrixRow): BuildMatrixRow {
    const place = this.place(at.file, at.span);
    return {
      kind: kindName(kind),
      name: visible(name),
      cells: MATRIX_COLUMN_KEYS.map(key => this.cell(cells[key])),
      ...(place && { place }),
    };
  }

  private cell({ text, differs, notes, wrong, at }: MatrixCell): BuildMatrixCell {
    const place = at && this.place(at.file, at.span);
    return {
      text: visible(text),
      differs,
      ...(notes && { note: notes.map(plain).join('\n') }),
      ...(wrong && { wrong }),
      ...(place && { place }),
    };
  }

  /** Undefined for what is no file of the workspace, such as the go command. */
  place(file: string, span: Span): BuildMatrixPlace | undefined {
    const { places } = this.context;
    const range = places.range(file, span);
    if (range === undefined) return undefined;
    const folder = this.context.access().folders.find(f => isBelow(file, f));
    const path = folder === undefined ? file.slice(file.lastIndexOf('/') + 1) : file.slice(folder.length + 1);
    return { uri: places.uri(file), range, label: lineName(path, range) };
  }
}
