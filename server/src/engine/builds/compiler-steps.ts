/** Whether a step of a job may choose the C compiler of the steps after it. */

import { child, type DataNode, scalarText } from '../syntax/data-node.js';

/** Actions that are known to leave compilers alone. */
const LEAVES_COMPILER =
  /^(?:actions\/[\w-]+(?:\/\w+)?|(?:docker|aws-actions|google-github-actions|azure|sigstore|anchore)\/[\w-]+|goreleaser\/goreleaser-action|golangci\/golangci-lint-action|codecov\/codecov-action|softprops\/action-gh-release|arduino\/setup-task|extractions\/setup-just|dorny\/paths-filter)@/;

/** Names a compiler, or changes what later steps find. */
const TOUCHES = /\bgcc\b(?!-)|\bgo\s+env\s+-w|GITHUB_(?:ENV|PATH)|\bln\s+-s|\bPATH=|update-alternatives|\bexport\s+["']?\$/;

/** A command that is a script, or runs one. */
const RUNS_SCRIPT =
  /(?:^|&&|[;|(])[ \t]*(?:(?:sudo|env)[ \t]+)?(?:\w+=\S*[ \t]+){0,9}(?:[\w.~$"{}-]*\/\S*|\w+\.sh|bash|sh|source|\.|eval|python3?|make|task|just|mage|nix\S*)(?=\s|$)/m;

/** What an action or a script does that is not read here stands elsewhere. */
export function mayChooseCompiler(step: DataNode): boolean {
  const uses = scalarText(child(step, 'uses'));
  const run = scalarText(child(step, 'run')) ?? '';
  return (uses !== undefined && !LEAVES_COMPILER.test(uses)) || TOUCHES.test(run) || RUNS_SCRIPT.test(run);
}

/** The same for the step's own commands: make and a script cannot change the variables of who calls them. */
export function mayChooseOwnCompiler(step: DataNode): boolean {
  const run = scalarText(child(step, 'run')) ?? '';
  return TOUCHES.test(run) || /(?:^|&&|[;|(])[ \t]*(?:source|\.|eval)(?=\s)/m.test(run);
}
