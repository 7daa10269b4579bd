/** Whether a compose file that Docker reads together with another one may say something else of its services. */

import type { BuildFileFacts } from '../builds/facts.js';
import type { WorkspaceView } from './view.js';

/** What `compose.override.yaml` says is put over `compose.yaml`. */
export function mayBeOverridden({ path }: Pick<BuildFileFacts, 'path'>, service: string, workspace: WorkspaceView): boolean {
  const others = workspace.buildFiles().filter(f => f.kind === 'compose' && f.path !== path && projectOf(f.path) === projectOf(path));
  return others.some(f => {
    const lines = (workspace.text(f.path) ?? '').split('\n').map(line => line.trim().replace(/["']/g, ''));
    return lines.some(line => line.startsWith(`${service}:`)) && lines.some(line => SAYS_WHAT_RUNS.test(line));
  });
}

const projectOf = (path: string) => path.replace(/\.override(?=\.ya?ml$)/, '').replace(/\.yml$/, '.yaml');

const SAYS_WHAT_RUNS = /^(?:image|build|environment|env_file|extends|volumes|target|dockerfile):/;
