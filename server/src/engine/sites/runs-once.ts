/** Code that a program runs once, or for a person who waits: what sets things up, and what prints them. */
import { functionAround, innermostLoop } from '../go/body/enclosing.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

/** `NewServer`, `MustCompile`, `initTables`, `RegisterFlags`, `recoverState`, `Shutdown`. */
const SETS_UP =
  /^(?:[Nn]ew|[Cc]reate|[Mm]ust|[Ii]nit|[Ii]nitialize|[Ss]etup|[Ss]etUp|[Cc]onfigure|[Rr]egister|[Uu]sage|[Rr]eload|[Ll]oad|[Rr]ecover|[Rr]estore|[Mm]igrate|[Ss]tart(?:ing|up)?|[Ss]top|[Ss]hutdown|[Cc]lose|[Dd]ump|[Dd]ebug|[Pp]rint|[Ee]nable|[Dd]isable|[Ss]et(?=\p{Lu}))(?!\p{Ll})/u;
const OF_SETTINGS = /(?:[Cc]onfig(?:uration)?|[Oo]ptions?|[Oo]pts|[Ff]lags?|[Uu]sage|[Hh]elp|[Ss]ettings|[Dd]iagnostics?)(?!\p{Ll})/u;
/** What is made for people to read. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['Error', 'String', 'string', 'GoString', 'Format']);

/** A parameter of what tests and benchmarks share. */
const TESTS = /\btesting\.(?:B|F|M|T|TB)\b/;

/** A parameter of what a command line runs. */
const OF_COMMAND = /\b(?:cobra|cli|kingpin|flag|pflag)\.(?:Command|Context|ParseContext|FlagSet)\b/;
/** What reads the command line itself. */
const READS_COMMAND_LINE = /\bos\.Args\b|\bp?flag\.(?:Parse|NewFlagSet)\(/;

/**
 * True in initialisers of the package, constructors, what reads settings, what a command line runs, what prints a value, `main` outside of its loops, and
 * what `sync.Once` runs.
 */
export function runsOnce(tree: FlatTree, node: Node): boolean {
  if (isMadeOnce(tree, node)) return true;
  const kind = tree.kind(0);
  if (kind !== K.FunctionDeclaration && kind !== K.MethodDeclaration) return false;
  const name = tree.textOf(tree.field(0, F.Name));
  if (SETS_UP.test(name) || OF_SETTINGS.test(name) || purposeOf(tree).isForTests) return true;
  if (name !== 'main' && isCommand(tree, node)) return true;
  if (kind === K.FunctionDeclaration) return name === 'main' && functionAround(tree, node) === 0 && innermostLoop(tree, node) === NONE;
  return FOR_PEOPLE.has(name);
}

interface Purpose {
  readonly isForTests: boolean;
  readonly isCommand: boolean;
  /** A closure in it may be one. */
  readonly mayHoldCommand: boolean;
}

/** By function: it is asked at each site, and parameters may be half a megabyte. */
const purposes = new WeakMap<FlatTree, Purpose>();

function purposeOf(tree: FlatTree): Purpose {
  let purpose = purposes.get(tree);
  if (purpose === undefined) {
    const parameters = tree.textOf(tree.field(0, F.Parameters));
    const isCommand = OF_COMMAND.test(parameters) || READS_COMMAND_LINE.test(tree.text);
    purpose = { isForTests: TESTS.test(parameters), isCommand, mayHoldCommand: OF_COMMAND.test(tree.text) };
    purposes.set(tree, purpose);
  }
  return purpose;
}

/** `func run(cmd *cobra.Command, args []string) error`, a closure of that form, and a function that reads `os.Args`. */
function isCommand(tree: FlatTree, node: Node): boolean {
  const { isCommand, mayHoldCommand } = purposeOf(tree);
  if (isCommand || !mayHoldCommand) return isCommand;
  for (let f = tree.ancestor(node, K.FuncLiteral); f !== NONE; f = tree.ancestor(f, K.FuncLiteral))
    if (OF_COMMAND.test(tree.textOf(tree.field(f, F.Parameters)))) return true;
  return false;
}

/** True in values of package variables, closures left out unless they are called there, and in what `sync.Once` runs. */
export function isMadeOnce(tree: FlatTree, node: Node): boolean {
  let isCalled = true;
  for (let f = tree.ancestor(node, K.FuncLiteral); f !== NONE; f = tree.ancestor(f, K.FuncLiteral)) {
    if (isGivenToOnce(tree, f)) return true;
    isCalled &&= isCalledThere(tree, f);
  }
  return isCalled && tree.kind(0) === K.VarDeclaration;
}

/** `func() { … }()`, not behind `go`. */
function isCalledThere(tree: FlatTree, func: Node): boolean {
  const call = tree.parent(func);
  return tree.kind(call) === K.CallExpression && calleeOf(tree, call) === func && tree.parentKind(call) !== K.GoStatement;
}

/** `once.Do(func() { … })`, `sync.OnceValue(func() T { … })`. */
function isGivenToOnce(tree: FlatTree, func: Node): boolean {
  if (tree.parentKind(func) !== K.ArgumentList) return false;
  const call = tree.parent(tree.parent(func));
  const callee = tree.textOf(tree.unparen(calleeOf(tree, call)));
  return argumentsOf(tree, call).length === 1 && (/[oO]nce\w*\.Do$/.test(callee) || /^sync\.Once(?:Func|Value|Values)$/.test(callee));
}

/** Folders whose code shows how something is used, is there for tests, or writes code. */
const ASIDE =
  /^_?(?:examples?|testdata|tests?|testing|testutils?|fixtures?|mocks?|bench|benchmarks?|e2e|generate|generators?|codegen|scripts?|hack)$/;
/** Packages that read settings. */
const SETTINGS = /(?:config|configuration|settings|flags)$/;
/** Files beside the program. */
const ASIDE_FILE = /(?:^|_)(?:testing|tests?|testutils?|mocks?|bench|benchmarks?)\.go$/;
/** `httptest`, `zaptest`, `integrationtests`; not the words that end so. */
const TEST_SUPPORT = /^(?!(?:latest|contests?|attests?|protests?|greatest|fastest|manifests?)$)\w+tests?$/;

/** True for a package beside the program, `examples/`, `testdata/`, `httptest`, and for one that reads its settings. The first two parts of the path name the host and the owner. */
export const isAside = (importPath: string): boolean =>
  importPath
    .split('/')
    .slice(2)
    .some(part => ASIDE.test(part) || TEST_SUPPORT.test(part) || SETTINGS.test(part));

/** True for `testing.go`, `write_bench.go`: help for tests and benchmarks in a package of the program. `base`: the name without its folder. */
export const isAsideFile = (base: string): boolean => ASIDE_FILE.test(base);
