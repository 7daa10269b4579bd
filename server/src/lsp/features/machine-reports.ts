/** The requests that report on the machine instead of on code: a binary that the user picked, and the Go that runs in a folder. */
import type { Connection } from 'vscode-languageserver';
import type { Location } from '../../engine/base/finding.js';
import { t } from '../../engine/base/l10n.js';
import { LineIndex } from '../../engine/base/line-index.js';
import type { BinaryFacts } from '../../engine/binary/binary.js';
import type { BuildContext } from '../../engine/program/build-contexts.js';
import type { CgoClosure } from '../../engine/program/cgo-closure.js';
import type { MachineFacts } from '../../engine/program/machine.js';
import { binaryText } from '../../engine/reports/binary.js';
import { originOf, originText } from '../../engine/reports/binary-origin.js';
import type { Host } from '../core/host.js';
import { DOCTOR, type DoctorParams, INSPECT_BINARY, type InspectBinaryParams, type MachineReportResult } from '../core/messages.js';
import type { Settings, ToolSettings } from '../core/settings.js';
import { isBelow, toKey } from '../core/uris.js';
import type { BuildMatrix } from './build-matrix.js';
import type { ClosureQuestion } from './exact-closures.js';

/** An inspected file: how it is named in the report, what is in it, and the commit that is checked out in the folder asked about. */
export interface InspectedFile {
  readonly name: string;
  readonly programs: readonly BinaryFacts[];
  readonly head?: string;
}

/** What only a host with a file system can tell. No method rejects. */
export interface MachineHost {
  /** What stands in a file, or one sentence that says why there is nothing to tell. Starts no process. */
  inspectBinary(key: string, folder: string | undefined): Promise<InspectedFile | { readonly error: string }>;
  /** `mayRun` false: reads files only and starts no process. Without a folder: for the home folder. */
  doctor(folder: string | undefined, tools: ToolSettings, mayRun: boolean): Promise<string>;
  /** What rules at go.mod are told of the machine. Reads files and starts no process; still for trusted workspaces only. */
  facts?(folder: string | undefined, tools: ToolSettings): Promise<MachineFacts>;
  /** What `go list -deps` says brings cgo into a program; undefined when it has no answer. Starts a process: ask in trusted workspaces only. */
  cgoClosure?(question: ClosureQuestion, tools: ToolSettings): Promise<CgoClosure | undefined>;
  /** The go command in a folder, as a row of the build matrix; undefined when there is none. Starts a process: ask in trusted workspaces only. */
  toolchain?(folder: string | undefined, tools: ToolSettings): Promise<BuildContext | undefined>;
}

export interface MachineAccess {
  readonly host: Pick<Host, 'machine'>;
  readonly settings: Settings;
  readonly trusted: boolean;
  readonly folders: readonly string[];
}

/** With the places that build, for a comparison. */
interface ReportAccess extends MachineAccess {
  readonly builds: Pick<BuildMatrix, 'known' | 'place'>;
}

type Answer = (name: string, report: (access: ReportAccess) => Promise<MachineReportResult>) => Promise<MachineReportResult>;

/** `answer` runs a report for the session there is, and answers for a report that goes wrong. */
export function handleMachineReports(connection: Connection, answer: Answer): void {
  connection.onRequest(INSPECT_BINARY, (params: InspectBinaryParams) => answer('inspectBinary', access => inspectBinary(params, access)));
  connection.onRequest(DOCTOR, (params: DoctorParams) => answer('doctor', access => doctor(params, access)));
}

export function failedReport(): MachineReportResult {
  return { status: 'failed', message: t('Something went wrong; the log of the language server says what.'), reportText: '', links: [] };
}

async function inspectBinary({ uri }: InspectBinaryParams, access: ReportAccess): Promise<MachineReportResult> {
  const { machine } = access.host;
  if (machine === undefined) return unavailable();
  const file = await machine.inspectBinary(toKey(uri), access.folders[0]);
  if ('error' in file) return { status: 'failed', message: file.error, reportText: '', links: [] };
  return { status: 'ok', message: '', ...(await withOrigin(file, access)) };
}

/** The report on the file, and behind it which places of the workspace build such a program and which do otherwise. */
async function withOrigin({ name, programs, head }: InspectedFile, { builds, folders }: ReportAccess) {
  let reportText = binaryText(name, programs);
  const found: { readonly start: number; readonly end: number; readonly at: Location }[] = [];
  if (folders.length > 0 && programs.some(p => p.go)) {
    const { workspace, local } = await builds.known(false);
    for (const origin of programs.flatMap(p => originOf(p, workspace, local, head) ?? [])) {
      const said = originText(origin, at => builds.place(at.file, at.span)?.label);
      const offset = reportText.length + 1;
      reportText += `\n${said.text}`;
      found.push(...said.links.map(({ start, end, at }) => ({ start: offset + start, end: offset + end, at })));
    }
  }
  const lines = new LineIndex(reportText);
  const links = found.flatMap(({ start, end, at }) => {
    const place = builds.place(at.file, at.span);
    return place ? [{ range: lines.range({ start, end }), uri: place.uri, target: place.range }] : [];
  });
  return { reportText, links };
}

async function doctor(
  { uri }: DoctorParams,
  { host: { machine }, settings, trusted, folders }: MachineAccess,
): Promise<MachineReportResult> {
  if (machine === undefined) return unavailable();
  const key = uri === undefined ? undefined : toKey(uri);
  const folder = (key === undefined ? undefined : folders.find(f => isBelow(key, f))) ?? folders[0];
  return { status: 'ok', message: '', reportText: await machine.doctor(folder, settings.tools, trusted), links: [] };
}

function unavailable(): MachineReportResult {
  return {
    status: 'unavailable',
    message: t('This needs Go Preflight on the desktop: the browser has no access to the machine.'),
    reportText: '',
    links: [],
  };
}
