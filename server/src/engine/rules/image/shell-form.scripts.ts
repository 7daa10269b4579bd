/** `image/shell-form` for scripts whose interpreter the image does not have. */
import { followedBy } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, baseImageName } from '../../builds/dockerfile/stages.js';
import { scriptsWithoutInterpreter } from '../../program/started-script.js';
import type { WorkspaceView } from '../../program/view.js';
import type { Report } from '../report.js';
import { assuming } from '../words.js';
import { say } from './shell-form.words.js';

export function scriptReports(file: DockerfileFacts, workspace: WorkspaceView): Report[] {
  return scriptsWithoutInterpreter(file, workspace).map(({ stage, root, process, path, file: script, interpreter, byEnv }) => {
    const image = baseImageName(file, stage);
    const hasShell = baseImage(file, stage)?.shell === true;
    const program = byEnv ? `/usr/bin/env ${interpreter}` : interpreter;
    const message =
      byEnv && hasShell ? say.noBash({ script: path, image }) : say.noInterpreter({ script: path, interpreter: program, image });
    const length = (workspace.text(script) ?? '').split('\n', 1)[0]!.length;
    return {
      span: process.span,
      severity: root.from.args.length === 0 ? 'error' : 'warning',
      message: followedBy(followedBy(message, assuming(root.from.args)), hasShell ? say.installBash : say.startProgram),
      steps: [{ message: say.scriptStep, file: script, span: { start: 0, end: length } }],
    };
  });
}
