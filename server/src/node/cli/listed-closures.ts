/** What the go command says brings cgo into programs: asked for after the reports that need it have said for which. */

import { cgoChains } from '../../engine/program/cgo-chains.js';
import type { CgoClosure, Platform } from '../../engine/program/cgo-closure.js';
import type { ProcessEnvironment } from '../go/find-go.js';
import { GoTool } from '../go/go-tool.js';
import { listDeps } from '../go/list-deps.js';

/** Programs asked about; each starts the go command once. */
const MAX_PROGRAMS = 6;

interface Question {
  readonly folder: string;
  readonly tags: readonly string[];
  readonly platform: Platform;
}

export class ListedClosures {
  private readonly answers = new Map<string, CgoClosure>();
  private readonly wanted = new Map<string, Question>();

  constructor(private readonly env: ProcessEnvironment) {}

  /** Undefined for what has not been asked yet, and for what go could not answer; remembers the question. */
  readonly closure = (folder: string, tags: readonly string[], platform: Platform): CgoClosure | undefined => {
    const key = JSON.stringify([folder, tags, platform]);
    const answer = this.answers.get(key);
    if (!answer) this.wanted.set(key, { folder, tags, platform });
    return answer;
  };

  /** Asks the go command on PATH what was wanted. True when it has answered something. */
  async ask(): Promise<boolean> {
    const tool = this.wanted.size > 0 ? GoTool.find('', this.env) : undefined;
    if (!tool) return false;
    for (const [key, { folder, tags, platform }] of [...this.wanted].slice(0, MAX_PROGRAMS)) {
      const closure = await listedClosure(tool, folder, tags, platform, this.env);
      if (closure) this.answers.set(key, closure);
    }
    return this.answers.size > 0;
  }
}

/** Undefined when go has no answer. `folder`: that of the main package. Never rejects. */
export async function listedClosure(
  tool: GoTool,
  folder: string,
  tags: readonly string[],
  platform: Platform,
  env: ProcessEnvironment,
): Promise<CgoClosure | undefined> {
  const target = { goos: platform.os, goarch: platform.arch, tags: tags.join(',') };
  const packages = await listDeps(tool, folder, target, env, '.');
  if ('error' in packages) return undefined;
  const root = [...packages.values()].find(p => !p.isDependency);
  return root && root.name !== '' ? cgoChains(root.importPath, packages, platform.os) : undefined;
}
