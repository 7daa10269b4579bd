/** The requests that report on the machine instead of on code: a binary that the user picked, and the Go that runs in a folder. */

import type { Connection } from 'vscode-languageserver';
import type { Location } from '../../engine/base/finding.js';
import { LineIndex } from '../../engine/base/line-index.js';
import { isBelow } from '../../engine/base/paths.js';
import { visible, withoutLinks } from '../../engine/base/printable.js';
import { notice } from '../../engine/base/wording.js';
import { binaryText } from '../../engine/reports/binary.js';
import { originOf, originText } from '../../engine/reports/binary-origin.js';
import type { InspectedFile } from '../core/machine-access.js';
import { DOCTOR, type DoctorParams, INSPECT_BINARY, type InspectBinaryParams, type MachineReportResult } from '../core/messages.js';
import { toKey } from '../core/uris.js';
import type { BuildMatrix } from './build-matrix.js';
import type { MachineAccess } from './machine-reports-access.js';
import { say } from './machine-reports-words.js';

/** With the places that build, for a comparison. */
interface ReportAccess extends MachineAccess {
  readonly builds: Pick<BuildMatrix, 'known' | 'place'>;
}

type Answer = (name: string, report: (access: ReportAccess) => Promise<MachineReportResult>) => Promise<MachineReportResult>;

/** `answer` runs a report for the session there is, and answers for a report that fails. */
export function handleMachineReports(connection: Connection, answer: Answer): void {
  connection.onRequest(INSPECT_BINARY, (params: InspectBinaryParams) => answer('inspectBinary', access => inspectBinary(params, access)));
  connection.onRequest(DOCTOR, (params: DoctorParams) => answer('doctor', access => doctor(params, access)));
}

export function failedReport(): MachineReportResult {
  return { status: 'failed', message: notice(say.failed), reportText: '', links: [] };
}

async function inspectBinary({ uri }: InspectBinaryParams, access: ReportAccess): Promise<MachineReportResult> {
  const { machine } = access.host;
  if (machine === undefined) return unavailable();
  const file = await machine.inspectBinary(toKey(uri), access.folders[0]);
  if ('error' in file) return { status: 'failed', message: withoutLinks(visible(file.error)), reportText: '', links: [] };
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
    message: notice(say.unavailable),
    reportText: '',
    links: [],
  };
}
