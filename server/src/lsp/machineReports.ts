/** The requests that report on the machine instead of on code: a binary that the user picked, and the Go that runs in a folder. */
import type { Connection } from 'vscode-languageserver';
import { t } from '../engine/l10n.js';
import type { BuildContext } from '../engine/workspace/build-contexts.js';
import type { Host } from './host.js';
import { DOCTOR, type DoctorParams, INSPECT_BINARY, type InspectBinaryParams, type MachineReportResult } from './messages.js';
import type { Settings, ToolSettings } from './settings.js';
import { isBelow, toKey } from './uris.js';

/** What only a host with a file system can tell. No method rejects. */
export interface MachineHost {
  /** The report on a file, or one sentence that says why there is none. Starts no process. */
  inspectBinary(key: string): Promise<{ readonly text: string } | { readonly error: string }>;
  /** `mayRun` false: reads files only and starts no process. Without a folder: for the home folder. */
  doctor(folder: string | undefined, tools: ToolSettings, mayRun: boolean): Promise<string>;
  /** The go command in a folder, as a row of the build matrix; undefined when there is none. Starts a process: ask in trusted workspaces only. */
  toolchain?(folder: string | undefined, tools: ToolSettings): Promise<BuildContext | undefined>;
}

export interface MachineAccess {
  readonly host: Pick<Host, 'machine'>;
  readonly settings: Settings;
  readonly trusted: boolean;
  readonly folders: readonly string[];
}

type Answer = (name: string, report: (access: MachineAccess) => Promise<MachineReportResult>) => Promise<MachineReportResult>;

/** `answer` runs a report for the session there is, and answers for a report that goes wrong. */
export function handleMachineReports(connection: Connection, answer: Answer): void {
  connection.onRequest(INSPECT_BINARY, (params: InspectBinaryParams) => answer('inspectBinary', access => inspectBinary(params, access)));
  connection.onRequest(DOCTOR, (params: DoctorParams) => answer('doctor', access => doctor(params, access)));
}

export function failedReport(): MachineReportResult {
  return { status: 'failed', message: t('Something went wrong; the log of the language server says what.'), reportText: '' };
}

async function inspectBinary({ uri }: InspectBinaryParams, { host: { machine } }: MachineAccess): Promise<MachineReportResult> {
  if (machine === undefined) return unavailable();
  const report = await machine.inspectBinary(toKey(uri));
  return 'error' in report
    ? { status: 'failed', message: report.error, reportText: '' }
    : { status: 'ok', message: '', reportText: report.text };
}

async function doctor(
  { uri }: DoctorParams,
  { host: { machine }, settings, trusted, folders }: MachineAccess,
): Promise<MachineReportResult> {
  if (machine === undefined) return unavailable();
  const key = uri === undefined ? undefined : toKey(uri);
  const folder = (key === undefined ? undefined : folders.find(f => isBelow(key, f))) ?? folders[0];
  return { status: 'ok', message: '', reportText: await machine.doctor(folder, settings.tools, trusted) };
}

function unavailable(): MachineReportResult {
  return {
    status: 'unavailable',
    message: t('This needs Go Preflight on the desktop: the browser has no access to the machine.'),
    reportText: '',
  };
}
