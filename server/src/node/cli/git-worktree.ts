/**
 * Another revision of the repository as files on disk, for a while: a detached git worktree in a temporary folder. Nothing is fetched, git
 * starts nothing that the repository's configuration names (hooks, filters, a monitor), and what stands in the user's own tree is not touched.
 */
import { realpath } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { noteWorktree } from '../ends/folder-gone.js';
import { TempFolder } from '../ends/temp-folder.js';
import { findGo } from '../go/find-go.js';
import { runProcess } from '../go/process.js';
import { Refused } from './refused.js';
import { compare } from './words.js';

/** git said no. */
export class GitFailed extends Refused {}

const SECONDS = 120;
const MAX_OUTPUT = 10_000_000;

/** An empty list of protocols: what a partial clone lacks is not fetched, by whatever program its configuration names. */
const QUIET = { GIT_ALLOW_PROTOCOL: '', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

export interface Checkout {
  /** Root of the checkout, and of the user's own tree. */
  readonly top: string;
  readonly originalTop: string;
  /** The folder that stands for `cwd`; it need not exist at that revision. */
  readonly cwd: string;
}

/** Checks `revision` out, runs `use`, and takes everything away again, whatever happens. Throws GitFailed. */
export async function withRevision<T>(
  revision: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  use: (checkout: Checkout) => Promise<T>,
): Promise<T> {
  const git = await Git.find(cwd, env);
  // What a user writes may begin with a dash; only a commit's name goes on from here.
  const commit = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).catch(() => {
    throw new GitFailed(compare.noRevision({ revision }));
  });
  const top = await realpath(await git.ask(['rev-parse', '--show-toplevel']));
  const repository = await realpath(resolve(cwd, await git.ask(['rev-parse', '--git-common-dir'])));
  const temporary = TempFolder.make();
  try {
    // Named as the folder, so that what git notes about it can be found and removed without git, at any time.
    const tree = join(temporary.path, basename(temporary.path));
    noteWorktree(temporary.path, repository);
    await git.ask(['worktree', 'add', '--detach', '--force', '--no-checkout', tree, commit]);
    const inside = git.at(tree);
    await inside.ask(['reset', '--hard', '--quiet', '--no-recurse-submodules'], await inside.withoutFilters());
    return await use({ top: tree, cwd: join(tree, relative(top, await realpath(cwd))), originalTop: top });
  } finally {
    await temporary.remove();
  }
}

class Git {
  private constructor(
    private readonly file: string,
    private readonly cwd: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async find(cwd: string, env: NodeJS.ProcessEnv): Promise<Git> {
    // The look-up is the go command's: no shell, no relative entry of PATH.
    const file = findGo('git', env);
    if (file === undefined) throw new GitFailed(compare.noGit);
    return new Git(file, cwd, env);
  }

  at(cwd: string): Git {
    return new Git(this.file, cwd, this.env);
  }

  /**
   * Variables that take the programs from every filter, which are started at a checkout. Asked where the checkout is: what is configured may
   * depend on the folder. Files under a filter then are as git keeps them.
   */
  async withoutFilters(): Promise<Readonly<Record<string, string>>> {
    const names = await this.ask(['config', '--null', '--name-only', '--list']);
    const filters = new Set(names.split('\0').flatMap(name => /^filter\.([\s\S]*)\.[^.]*$/.exec(name)?.[1] ?? []));
    const settings = [...filters].flatMap(name => [
      [`filter.${name}.smudge`, ''],
      [`filter.${name}.process`, ''],
      [`filter.${name}.required`, 'false'],
    ]);
    const first = Number(this.env.GIT_CONFIG_COUNT) || 0;
    const variables = settings.flatMap(([key, value], i) => [
      [`GIT_CONFIG_KEY_${first + i}`, key],
      [`GIT_CONFIG_VALUE_${first + i}`, value],
    ]);
    return Object.fromEntries([['GIT_CONFIG_COUNT', String(first + settings.length)], ...variables]);
  }

  /** What git prints, without the line end. Throws GitFailed with its first complaint. */
  async ask(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> {
    let stdout = '';
    let stderr = '';
    const end = await runProcess({
      file: this.file,
      // Hooks of the repository would run at a checkout, and a file system monitor would be started.
      args: ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', ...args],
      cwd: this.cwd,
      env: { ...this.env, ...QUIET, ...more },
      timeoutMs: SECONDS * 1000,
      maxBytes: MAX_OUTPUT,
      onStdout: chunk => {
        stdout += chunk;
      },
      onStderr: chunk => {
        stderr = (stderr + chunk).slice(0, 10_000);
      },
    });
    if (end.kind === 'exit' && end.code === 0) return stdout.replace(/\r?\n$/, '');
    const complaint = stderr.split(/\r?\n/).find(line => /^(?:fatal|error):/.test(line)) ?? stderr.trim();
    const command = args[0]!;
    if (end.kind === 'timeout') throw new GitFailed(compare.gitTimeout({ command, seconds: SECONDS }));
    if (end.kind === 'tooMuch') throw new GitFailed(compare.gitTooMuch({ command }));
    throw new GitFailed(compare.gitFailed({ command, error: end.kind === 'crash' ? end.reason : complaint }));
  }
}
