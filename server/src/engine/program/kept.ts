/** Answers about a Dockerfile, of which several rules ask the same: they hold until the workspace knows something else. */
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { WorkspaceView } from './view.js';

interface Kept<T> {
  readonly workspace: WorkspaceView;
  readonly edition: number;
  readonly answer: T;
}

export function kept<T>(
  read: (facts: DockerfileFacts, workspace: WorkspaceView) => T,
): (facts: DockerfileFacts, workspace: WorkspaceView) => T {
  const known = new WeakMap<DockerfileFacts, Kept<T>>();
  return (facts, workspace) => {
    const edition = workspace.edition();
    const before = known.get(facts);
    if (before?.workspace === workspace && before.edition === edition) return before.answer;
    const answer = read(facts, workspace);
    // What was brought may be read on the way.
    if (workspace.edition() === edition) known.set(facts, { workspace, edition, answer });
    return answer;
  };
}
