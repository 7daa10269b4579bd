/** The project files of the open folders: read from the host, put over the editor's settings, and what is wrong with them shown in them. */
import { DiagnosticSeverity, type PublishDiagnosticsParams } from 'vscode-languageserver';
import { type Config, PROJECT_FILE } from '../../engine/base/config.js';
import { LineIndex } from '../../engine/base/line-index.js';
import { baseName, directoriesUp, dirName } from '../../engine/base/paths.js';
import { plainLines } from '../../engine/base/wording.js';
import type { Rule } from '../../engine/rules/rule.js';
import { isRuleOrFamily } from '../../engine/rules/rule-names.js';
import { isExcluded, type ProjectFile, type ProjectProblem, readProjectFile, withProject } from '../../engine/settings/project-file.js';
import type { FolderConfig } from '../../engine/workspace/folder-rules.js';
import { SOURCE } from '../features/to-lsp.js';
import type { Host } from './host.js';
import { toUri } from './uris.js';

interface FoundProject {
  readonly path: string;
  readonly text: string;
  readonly file: ProjectFile;
  readonly problems: readonly ProjectProblem[];
}

const contentOf = (found: ReadonlyMap<string, FoundProject>) => [...found].map(([dir, { path, text }]) => [dir, path, text]);

export interface ProjectsOptions {
  readonly host: Pick<Host, 'readFile'>;
  readonly rules: readonly Rule[];
  readonly send: (params: PublishDiagnosticsParams) => void;
  /** The open ones. */
  readonly folders: () => readonly string[];
  /** Something else holds now. */
  readonly changed: () => void;
}

export class Projects {
  /** By open folder. */
  private found = new Map<string, FoundProject>();
  /** Files in which something is shown. */
  private shown = new Set<string>();
  private loads = 0;

  constructor(private readonly options: ProjectsOptions) {}

  async filesChanged(keys: readonly string[]): Promise<void> {
    if (keys.some(key => baseName(key) === PROJECT_FILE)) await this.load();
  }

  /** Reads those of the open folders. Of two calls the later one counts. */
  async load(): Promise<void> {
    const own = ++this.loads;
    const found = new Map<string, FoundProject>();
    for (const folder of this.options.folders()) {
      const project = await this.nearest(folder);
      if (project) found.set(folder, project);
    }
    const isSame = JSON.stringify(contentOf(this.found)) === JSON.stringify(contentOf(found));
    if (own !== this.loads || isSame) return;
    this.found = found;
    this.show();
    this.options.changed();
  }

  /** The editor's settings for each folder with a project. */
  over(config: Config): FolderConfig[] {
    return [...this.found].map(([dir, { path, file }]) => ({
      dir,
      config: withProject(config, file, config.escapeTests),
      leavesOut: key => isExcluded(key, dirName(path), file),
    }));
  }

  /** In the folder, else in the nearest above it in its repository. */
  private async nearest(folder: string): Promise<FoundProject | undefined> {
    let nearest: FoundProject | undefined;
    for (const dir of directoriesUp(folder, undefined)) {
      nearest ??= await this.read(`${dir}/${PROJECT_FILE}`);
      if (nearest && dir === folder) return nearest;
      if ((await this.options.host.readFile(`${dir}/.git/HEAD`)) !== undefined) return nearest;
    }
    return undefined;
  }

  private async read(path: string): Promise<FoundProject | undefined> {
    const text = await this.options.host.readFile(path);
    if (text === undefined) return undefined;
    const { project, problems } = readProjectFile(text, id => isRuleOrFamily(id, this.options.rules));
    return { path, text, file: project, problems };
  }

  private show(): void {
    const before = this.shown;
    this.shown = new Set();
    for (const { path, text, problems } of this.found.values()) {
      if (problems.length === 0 || this.shown.has(path)) continue;
      const lines = new LineIndex(text);
      const diagnostics = problems.map(({ span, message }) => ({
        ...{ range: lines.range(span), severity: DiagnosticSeverity.Error, source: SOURCE, message: plainLines(message) },
      }));
      this.options.send({ uri: toUri(path), diagnostics });
      this.shown.add(path);
    }
    for (const path of before) if (!this.shown.has(path)) this.options.send({ uri: toUri(path), diagnostics: [] });
  }
}
