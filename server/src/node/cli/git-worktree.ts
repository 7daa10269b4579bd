/**
 * Another revision of the repository as files on disk, for a while: a detached git worktree in a temporary folder. No hook runs, no large
 * file is fetched, and what stands in the user's own tree is not touched. With `go`, git is the only program that is ever started.
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
    await git.ask(['worktree', 'add', '--detach', '--force', tree, commit]);
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

  /** What git prints, without the line end. Throws GitFailed with its first complaint. */
  async ask(args: readonly string[]): Promise<string> {
    let stdout = '';
    let stderr = '';
    const end = await runProcess({
      file: this.file,
      // Hooks of the repository would run at a checkout, and a file system monitor would be started.
      args: ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', ...args],
      cwd: this.cwd,
      env: { ...this.env, GIT_LFS_SKIP_SMUDGE: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      timeoutMs: SECONDS * 1000,
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
    throw new GitFailed(compare.gitFailed({ command, error: end.kind === 'crash' ? end.reason : complaint }));
  }
}
