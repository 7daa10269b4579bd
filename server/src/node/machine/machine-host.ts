/** Reports about this machine for the language server. */
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { plain } from '../../engine/base/wording.js';
import type { BuildContext } from '../../engine/program/build-contexts.js';
import type { CgoClosure } from '../../engine/program/cgo-closure.js';
import type { MachineFacts } from '../../engine/program/machine.js';
import type { ClosureQuestion, InspectedFile, MachineHost } from '../../lsp/core/machine-access.js';
import type { ToolSettings } from '../../lsp/core/settings.js';
import { listedClosure } from '../cli/listed-closures.js';
import { GoTool } from '../go/go-tool.js';
import { toPath } from '../host/paths.js';
import { version } from '../host/version.js';
import { commitCheckedOut } from './checked-out.js';
import { doctorReport } from './doctor-report.js';
import { inspectFile } from './inspect-binary.js';
import { say } from './inspect-words.js';
import { localToolchain } from './local-toolchain.js';
import { machineFacts } from './machine-facts.js';

export class NodeMachine implements MachineHost {
  async inspectBinary(key: string, folder: string | undefined): Promise<InspectedFile | { readonly error: string }> {
    const path = toPath(key);
    if (path === undefined) return { error: plain(say.notOnDisk) };
    const reading = await inspectFile(path);
    if ('error' in reading) return { error: `${basename(path)}: ${plain(reading.error)}` };
    const dir = folder === undefined ? undefined : toPath(folder);
    const head = dir === undefined ? undefined : commitCheckedOut(dir);
    return { name: path, programs: reading.programs, ...(head !== undefined && { head }) };
  }

  doctor(folder: string | undefined, tools: ToolSettings, mayRun: boolean): Promise<string> {
    const dir = (folder === undefined ? undefined : toPath(folder)) ?? homedir();
    return doctorReport({ dir, configured: tools.goPath, env: { ...process.env, ...tools.env }, mayRun }, version());
  }

  facts(folder: string | undefined, tools: ToolSettings): Promise<MachineFacts> {
    const dir = (folder === undefined ? undefined : toPath(folder)) ?? homedir();
    return machineFacts(dir, tools.goPath, { ...process.env, ...tools.env });
  }

  async cgoClosure({ folder, tags, platform }: ClosureQuestion, tools: ToolSettings): Promise<CgoClosure | undefined> {
    const env = { ...process.env, ...tools.env };
    const dir = toPath(folder);
    const tool = GoTool.find(tools.goPath, env);
    return dir === undefined || tool === undefined ? undefined : listedClosure(tool, dir, tags, platform, env);
  }

  toolchain(folder: string | undefined, tools: ToolSettings): Promise<BuildContext | undefined> {
    const dir = (folder === undefined ? undefined : toPath(folder)) ?? homedir();
    return localToolchain(dir, { ...process.env, ...tools.env }, tools.goPath);
  }
}
