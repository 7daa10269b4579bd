/** What only a host with a file system can tell about the machine. */

import type { BinaryFacts } from '../../engine/binary/binary.js';
import type { BuildContext } from '../../engine/program/build-contexts.js';
import type { CgoClosure, Platform } from '../../engine/program/cgo-closure.js';
import type { MachineFacts } from '../../engine/program/machine.js';
import type { ToolSettings } from './settings.js';

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

/** A program: its folder as a key, and how it is built. */
export interface ClosureQuestion {
  readonly folder: string;
  readonly tags: readonly string[];
  readonly platform: Platform;
}
