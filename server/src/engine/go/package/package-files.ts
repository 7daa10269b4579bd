/** The packages that the files of one folder make up. */
import { type BuildTarget, takesFile } from './build-target.js';

/** What decides whether a build takes a file, and as part of what. */
export interface FileHead {
  readonly path: string;
  /** The name in the package clause; empty where it cannot be read. */
  readonly packageName: string;
  readonly constraint?: string;
  /** The file has `import "C"`. */
  readonly usesCgo: boolean;
}

/** `plain`: what others import. `tests`: with the test files that have the same clause. `external`: the tests beside it. */
export type PackageVariant = 'plain' | 'tests' | 'external';

export interface FolderFiles<T extends FileHead> {
  /** Of the clause of the package; files with another clause that a build takes beside it are no part of it. */
  readonly name: string;
  readonly plain: readonly T[];
  readonly tests: readonly T[];
  readonly external: readonly T[];
}

const isTest = (path: string) => path.endsWith('_test.go');

/**
 * What a build takes of a folder. Where plain files disagree about the clause, go stops at them; here `clause` decides, or else most files.
 */
export function packageFiles<T extends FileHead>(heads: readonly T[], target: BuildTarget, clause?: string): FolderFiles<T> {
  const taken = heads.filter(head => takesHead(head, target));
  const plain = taken.filter(head => !isTest(head.path));
  const tests = taken.filter(head => isTest(head.path));
  const name = clause ?? commonest(plain) ?? commonest(tests)?.replace(/_test$/, '') ?? '';
  const isOwn = ({ packageName }: T) => packageName === name || packageName === '';
  return {
    name,
    plain: plain.filter(isOwn),
    tests: tests.filter(isOwn),
    external: tests.filter(({ packageName }) => packageName === `${name}_test`),
  };
}

/** True for a folder, as seen from where a pattern with `...` begins, that the pattern leaves out (`go help packages`). */
export const isLeftOutOfPatterns = (folder: string): boolean => /(?:^|\/)(?:testdata|vendor|[._][^/]*)(?:\/|$)/.test(folder);

/** The variant that a file belongs to, in a folder whose package has this name. */
export function variantOf({ path, packageName }: FileHead, name: string): PackageVariant {
  if (!isTest(path)) return 'plain';
  return packageName === `${name}_test` ? 'external' : 'tests';
}

/** True when a build for the target compiles the file, tests included. */
export function takesHead(head: FileHead, target: BuildTarget): boolean {
  // In tests cgo is an error whether it is on or not.
  if (head.packageName === 'documentation' || (head.usesCgo && !target.cgo && !isTest(head.path))) return false;
  return takesFile(head.path, head.constraint, target);
}

function commonest(heads: readonly FileHead[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { packageName } of heads) if (packageName !== '') counts.set(packageName, (counts.get(packageName) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
