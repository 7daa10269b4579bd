/** What image/shell-form says. */
import { messages } from '../../base/message.js';

export const say = messages('image/shell-form', {
  cannotStart:
    'This `{keyword}` is in shell form, but `{image}` has no shell. The container fails with “exec: "/bin/sh": stat /bin/sh: no such file or directory”.',
  shellCannotStart: 'This `{keyword}` starts `{shell}`, but `{image}` has no shell. The container fails with “exec: "{shell}": {error}”.',
  unhealthy:
    'This health check is in shell form, but `{image}` has no shell. Every check fails with “exec: "/bin/sh": stat /bin/sh: no such file or directory”.',
  shellUnhealthy: 'This health check starts `{shell}`, but `{image}` has no shell. Every check fails.',
  noTool: 'This health check runs `{tool}`, but `{image}` does not have it. Every check fails.',
  shellHook:
    'This hook starts `{shell}`, but `{image}` has no shell. It fails every time, with the event “FailedPreStopHook” or “FailedPostStartHook”.',
  toolHook:
    'This hook runs `{tool}`, but `{image}` does not have it. It fails every time, with the event “FailedPreStopHook” or “FailedPostStartHook”.',
  arguments:
    'This `CMD` is in shell form, so `{program}` gets `/bin/sh`, `-c` and the whole line as its arguments. There is no shell in `{image}`.',
  writeExec: '\nWrite the exec form: `{exec}`.',
  writeAnyExec: '\nWrite the exec form, a JSON array of words. Without a shell, variables are not expanded.',
  noInterpreter:
    '`{script}` begins with `#!{interpreter}`, which `{image}` does not have. The container fails with “exec {script}: no such file or directory”.',
  noBash:
    "`{script}` asks for `bash`, which `{image}` does not have. The container fails with “env: can't execute 'bash': No such file or directory”.",
  startProgram: '\nStart the program itself, or use an image with a shell.',
  installBash: '\nInstall it with `apk add --no-cache bash`, or write the script for `#!/bin/sh`.',
  scriptStep: 'The script names its interpreter here.',
  noShellStep: 'This image has no shell.',
  execFix: 'Write the exec form: {exec}',
});
