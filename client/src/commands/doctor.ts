import * as vscode from 'vscode';
import { DOCTOR, type DoctorParams } from '../../../server/src/lsp/core/messages.js';
import { say } from '../say.js';
import type { Command } from './command.js';
import { showMachineReport } from './machine-report.js';

/** "Doctor": which Go runs in the folder of the file in the editor and why. Starts no process in an untrusted workspace. */
export const doctor: Command = {
  id: 'goPreflight.doctor',
  run: async context => {
    const active = vscode.window.activeTextEditor?.document.uri;
    const params: DoctorParams = active ? { uri: active.toString() } : {};
    await showMachineReport(context, say('doctor'), '', () => context.client.machineReport(DOCTOR, params));
  },
};
