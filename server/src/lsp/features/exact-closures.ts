/** What the go command says of imports, for the build matrix: asked after the table has said for which programs, valid while imports stay. */

import type { CgoClosure } from '../../engine/program/cgo-closure.js';
import type { ExactClosure } from '../../engine/reports/cgo-story.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { ClosureQuestion } from '../core/machine-access.js';
import type { MachineAccess } from './machine-reports-access.js';

/** Programs asked about at once; each starts the go command. */
const MAX_PROGRAMS = 6;

export class ExactClosures {
  private readonly answers = new Map<string, { readonly closure: CgoClosure; readonly imports: string }>();
  private readonly wanted = new Map<string, ClosureQuestion>();

  constructor(
    private readonly workspace: Workspace,
    private readonly access: () => MachineAccess,
  ) {}

  /** Undefined for what go has not answered, or has answered for other imports; remembers the question. */
  readonly closure: ExactClosure = (folder, tags, platform) => {
    if (!this.access().trusted) return undefined;
    const question = { folder, tags, platform };
    const key = JSON.stringify(question);
    const answer = this.answers.get(key);
    if (answer && answer.imports === this.importsOf(question)) return answer.closure;
    this.wanted.set(key, question);
    return undefined;
  };

  /** Asks what was wanted, in a trusted workspace. True when there are new answers. */
  async ask(): Promise<boolean> {
    const { host, trusted, settings } = this.access();
    const questions = [...this.wanted].slice(0, MAX_PROGRAMS);
    this.wanted.clear();
    if (!trusted || questions.length === 0 || host.machine?.cgoClosure === undefined) return false;
    let isNew = false;
    for (const [key, question] of questions) {
      const imports = this.importsOf(question);
      const closure = await host.machine.cgoClosure(question, settings.tools);
      if (!this.access().trusted) return false;
      if (closure) this.answers.set(key, { closure, imports });
      isNew ||= closure !== undefined;
    }
    return isNew;
  }

  /** What the sources say of the same program: when that changes, so may the answer. */
  private importsOf({ folder, tags, platform }: ClosureQuestion): string {
    const { needs, unknown } = this.workspace.cgoClosure(folder, tags, platform);
    return JSON.stringify([needs.map(n => n.chain), unknown]);
  }
}
