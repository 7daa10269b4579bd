/** How `explain FILE:LINE` writes what it has found. */
import type pc from 'picocolors';
import type { Finding, Location } from '../../engine/base/finding.js';
import { dirName, relativePath } from '../../engine/base/paths.js';
import { visible } from '../../engine/base/printable.js';
import { plain, plainText } from '../../engine/base/wording.js';
import { targetWords } from '../../engine/program/target-words.js';
import type { Leak } from '../../engine/sites/evidence.js';
import { targetOf } from '../../engine/workspace/known-package.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { explain as say } from './words.js';

export class PlacePrinter {
  constructor(
    private readonly workspace: Workspace,
    private readonly cwd: string,
    private readonly c: ReturnType<typeof pc.createColors>,
  ) {}

  /** The allocation, then one line per step. */
  finding(f: Finding): string {
    return `${this.c.bold(this.place(f))} ${plainText(f.message)}${certainty(f)} ${this.c.cyan(`[${f.rule}]`)}\n${this.steps(f)}`;
  }

  /** What the static tier takes the file to be built for. */
  target(path: string): string {
    const { goPackages } = this.workspace;
    const inForce = goPackages.target(dirName(path));
    const { title, settings, excluded } = targetWords(inForce, targetOf(goPackages.of(path)), at => this.place(at));
    const lines = [plain(title), ...settings.map(s => `    ${plain(s)}`), ...(excluded ? [plain(excluded)] : [])];
    return lines.map(line => `${line}\n`).join('');
  }

  /** The parameter, then one line per step. */
  leak(l: Leak): string {
    return `${this.c.bold(this.place(l))} ${plainText(l.message)}${certainty(l)}\n${this.steps(l)}`;
  }

  private steps({ steps }: Pick<Leak, 'steps'>): string {
    return steps.map(s => `    ${this.c.dim(this.place(s))} ${plain(s.message)}\n`).join('');
  }

  private place({ file, span }: Location): string {
    const at = this.workspace.lineIndex(file)?.position(span.start);
    const path = visible(relativePath(file, this.cwd));
    return at ? `${path}:${at.line + 1}:${at.character + 1}` : path;
  }
}

const certainty = ({ confidence }: Finding | Leak): string => (confidence === 'confirmed' ? '' : ` ${plain(say.estimate)}`);
