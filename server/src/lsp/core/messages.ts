/**
 * Every message beyond the standard protocol, with who sends it and why. Types and names only, so that the client can import this file
 * without the server coming along. Ranges are LSP ranges: 0-based lines, UTF-16 columns.
 */
import { PROJECT_FILE } from '../../engine/base/config.js';
import type { Position, Range } from '../../engine/base/line-index.js';
import { globsOf, type Language } from '../../engine/builds/kinds.js';

/** What the client says in `initialize`; every field may be missing, other editors send none of them. */
export interface InitializationOptions {
  /** Whether the user trusts the workspace. Missing: the host's default (the web worker says no). */
  readonly trusted?: boolean;
  /** The wasm files as bytes. Needed in the web worker, which has no file system; the node server finds its own. */
  readonly grammars?: { readonly core: Uint8Array; readonly go: Uint8Array; readonly bash: Uint8Array };
  /** Translated texts by message id, for the web worker; the node server reads its own by the client's locale. */
  readonly bundle?: Readonly<Record<string, string>>;
  /** True when the client answers `READ_FILE`, `LIST_FILES` and `READ_TABLE`. Without it the web worker sees open documents only. */
  readonly clientFiles?: boolean;
  /** True when the client has the commands that answers name: `SHOW_ALLOCATIONS`, `SHOW_WHY_ESCAPES`, `OPEN_LIGHT_BULB`. */
  readonly commands?: boolean;
  /** Settings of a client that cannot answer `workspace/configuration`: `{ goPreflight, go, gopls }`. */
  readonly settings?: unknown;
}

/**
 * Request, client to server: ask the Go compiler now, on the text in the editor, and build a report. Diagnostics arrive as ever by
 * `textDocument/publishDiagnostics`. Cancel it by `$/cancelRequest`, or by `window/workDoneProgress/cancel` for the token in use.
 */
export const ANALYZE_ESCAPES = 'goPreflight/analyzeEscapes';

export type AnalyzeScope = 'file' | 'package' | 'workspace';

export interface AnalyzeEscapesParams {
  readonly scope: AnalyzeScope;
  /** A Go document for `file` and `package`, a folder (or any document in it) for `workspace`. */
  readonly uri: string;
  /** Progress goes to this token; without it the server creates one when the client supports that. */
  readonly workDoneToken?: string | number;
}

export interface AnalyzeEscapesResult {
  /**
   * `ok`: the compiler answered. `failed`: it ran and said no, for instance because the package does not build.
   * `unavailable`: it was not asked (no go command, untrusted workspace, browser). `cancelled`: by the user.
   */
  readonly status: 'ok' | 'failed' | 'unavailable' | 'cancelled';
  /** One sentence for a person; empty for `cancelled`, and for `ok` unless some packages did not build. */
  readonly message: string;
  /** Text of the report document (language `go-preflight-escapes`); empty unless the status is `ok`. */
  readonly reportText: string;
  readonly links: readonly ReportLink[];
}

/** A place in the report and where it leads. */
export interface ReportLink {
  readonly range: Range;
  readonly uri: string;
  readonly target: Range;
}

/** Command of the client, in code lenses: lists places. */
export const SHOW_ALLOCATIONS = 'goPreflight.showAllocations';

export type ShowAllocationsArguments = readonly [uri: string, position: Position, locations: readonly { uri: string; range: Range }[]];

/** Command of the client, in hovers: shows the tree of reasons for a place. */
export const SHOW_WHY_ESCAPES = 'goPreflight.whyEscapes';

export type ShowWhyEscapesArguments = readonly [uri: string, position: Position];

/** Command of the client, in code actions: opens the light bulb at the cursor, as a person would who waits for what is in it. */
export const OPEN_LIGHT_BULB = 'goPreflight.openLightBulb';

/** Request, client to server: why something at this place is on the heap. The compiler runs for it, with flows; where it cannot, estimates answer. */
export const WHY_ESCAPES = 'goPreflight/whyEscapes';

export interface WhyEscapesParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export interface WhyEscapesResult {
  /** As in `AnalyzeEscapesResult`; `ok` for a tree of estimates, too. */
  readonly status: AnalyzeEscapesResult['status'];
  /** When there is no tree, and why it is one of estimates. */
  readonly message: string;
  /** One for each allocation; their children are the steps. */
  readonly roots: readonly WhyNode[];
}

/** A line of the tree. Without `uri`, `range` and `place`, which names it for people as `main.go:3`, there is no place to go to. */
export interface WhyNode {
  readonly label: string;
  readonly uri?: string;
  readonly range?: Range;
  readonly place?: string;
  readonly children: readonly WhyNode[];
}

/** Request, client to server: how a binary is linked and built, and in which images it can start. The user picked the file. */
export const INSPECT_BINARY = 'goPreflight/inspectBinary';

export interface InspectBinaryParams {
  readonly uri: string;
}

/** Request, client to server: which go runs in a folder and why, and what contradicts the project. */
export const DOCTOR = 'goPreflight/doctor';

export interface DoctorParams {
  /** A folder, or a document in it; missing: the first folder of the workspace. */
  readonly uri?: string;
}

export interface MachineReportResult {
  /** `unavailable`: this host has no machine to report on (browser). `failed`: the file cannot be read, or is no binary. */
  readonly status: 'ok' | 'failed' | 'unavailable';
  /** One sentence for a person; empty for `ok`. */
  readonly message: string;
  /** Plain text; empty unless the status is `ok`. */
  readonly reportText: string;
  /** Places in the text that lead into files of the workspace. */
  readonly links: readonly ReportLink[];
}

/** Request, client to server: the table of all places that build. Reads the open folders to their end before it answers. */
export const BUILD_MATRIX = 'goPreflight/buildMatrix';

export interface BuildMatrixParams {
  /** True when a person asks: the go command of this machine is asked again, in a trusted workspace. */
  readonly again: boolean;
}

export interface BuildMatrixResult {
  readonly status: 'ok' | 'failed';
  /** One sentence for a person; empty for `ok`. */
  readonly message: string;
  /** Headings of the columns, in the order of each row's cells. */
  readonly columns: readonly string[];
  readonly modules: readonly BuildMatrixModule[];
}

export interface BuildMatrixModule {
  readonly name: string;
  readonly rows: readonly BuildMatrixRow[];
}

export interface BuildMatrixRow {
  readonly kind: string;
  readonly name: string;
  readonly place?: BuildMatrixPlace;
  readonly cells: readonly BuildMatrixCell[];
}

export interface BuildMatrixCell {
  /** `?` is unknown, `-` unset, empty where the column means nothing. */
  readonly text: string;
  /** Most other rows of the module say something else. */
  readonly differs: boolean;
  /** A sentence on what the text alone does not tell. */
  readonly note?: string;
  /** The note says what is broken. */
  readonly wrong?: boolean;
  /** Where the value comes from, when a line gives it. */
  readonly place?: BuildMatrixPlace;
}

/** `label` is for people: `deploy/Dockerfile:3`. */
export interface BuildMatrixPlace {
  readonly uri: string;
  readonly range: Range;
  readonly label: string;
}

/** Notification, server to client: the answer to `BUILD_MATRIX` may be another one now. Sent only after the client has asked once. */
export const BUILD_MATRIX_CHANGED = 'goPreflight/buildMatrixChanged';

/** Notification, server to client: what the status item shows. Sent when it changes; the last one holds. */
export const STATUS = 'goPreflight/status';

export interface StatusParams {
  /** `idle`: nothing to say. `busy`: the compiler runs. `warning`: the compiler tier cannot work, the text says why. */
  readonly kind: 'idle' | 'busy' | 'warning';
  readonly text: string;
}

/** Notification, client to server: the user changed the trust of the workspace. Revoking it kills running tools. */
export const TRUST = 'goPreflight/trust';

export interface TrustParams {
  readonly trusted: boolean;
}

/** Request, server to client (web worker only): text of a file, or null when there is none. */
export const READ_FILE = 'goPreflight/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

export interface ReadFileResult {
  readonly text: string | null;
}

/** Request, server to client (web worker only): the piece of the standard library's table about a package, from the extension's own files. */
export const READ_TABLE = 'goPreflight/readTable';

export interface ReadTableParams {
  readonly importPath: string;
}

export interface ReadTableResult {
  readonly piece: string | null;
}

/** Request, server to client (web worker only): the files of these kinds in a folder, with those below it when `deep`. */
export const LIST_FILES = 'goPreflight/listFiles';

/** What an editor sends: the open documents of these names may have findings. */
export const DOCUMENT_GLOBS: readonly string[] = globsOf('dockerfile', 'go.mod', 'build');

/** What findings may depend on without being open: an editor watches these, the list of a vendor folder among them. */
export const WATCHED_GLOBS: readonly string[] = [
  ...globsOf('go', 'go.mod', 'dockerfile', 'build', 'context'),
  'modules.txt',
  'go.sum',
  PROJECT_FILE,
];

/** Names of the files that are read in a way, for editors that list them. */
export const globsOfLanguage = (language: Language): readonly string[] => globsOf(language);

export interface ListFilesParams {
  readonly folder: string;
  readonly kinds: readonly Language[];
  readonly deep: boolean;
}

export interface ListFilesResult {
  readonly uris: readonly string[];
}
