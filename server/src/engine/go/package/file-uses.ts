/** Calls that need a file of the machine they run on, in one declaration. */

import type { Span } from '../../base/finding.js';
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ConstantText } from '../types/constant-text.js';
import type { DeclarationSyntax } from './declaration-syntax.js';
import { type PossibleText, possibleTexts } from './possible-texts.js';
import { originOf, type ValueOrigin } from './value-origin.js';

export type FileNeed = 'certificates' | 'time zones' | 'temporary folder' | 'uploads' | 'users';

/** A call that reads or writes a file which not every image has. Offsets are relative to the declaration. */
export interface FileUse {
  readonly need: FileNeed;
  /** As a reader knows it: `http.Get`. */
  readonly call: string;
  readonly span: Span;
  /** What the argument that decides may be: URL, address, zone. Parameters are those of the function that the part declares. */
  readonly texts: readonly PossibleText[];
  /** Of the receiver, whose type decides whether it is this call at all. */
  readonly receiver?: ValueOrigin;
}

/** Which argument decides, by function: `import/path Name`. */
const CALLS = table<{ readonly need: FileNeed; readonly argument?: number }>({
  'net/http Get': { need: 'certificates', argument: 0 },
  'net/http Head': { need: 'certificates', argument: 0 },
  'net/http Post': { need: 'certificates', argument: 0 },
  'net/http PostForm': { need: 'certificates', argument: 0 },
  'net/http NewRequest': { need: 'certificates', argument: 1 },
  'net/http NewRequestWithContext': { need: 'certificates', argument: 2 },
  'time LoadLocation': { need: 'time zones', argument: 0 },
  'os CreateTemp': { need: 'temporary folder', argument: 0 },
  'os MkdirTemp': { need: 'temporary folder', argument: 0 },
  'io/ioutil TempFile': { need: 'temporary folder', argument: 0 },
  'io/ioutil TempDir': { need: 'temporary folder', argument: 0 },
  'os/user Current': { need: 'users' },
  'os/user Lookup': { need: 'users' },
  'os/user LookupId': { need: 'users' },
});
/** Methods of http.Client that take the URL first. */
const CLIENT_CALLS = /^(?:Get|Head|Post|PostForm)$/;

/** Undefined for any other call. */
export function fileUse(syntax: DeclarationSyntax, call: Node): FileUse | undefined {
  const { tree, packages } = syntax;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const operand = tree.first(callee);
  const name = tree.textOf(tree.last(callee));
  const pkg = packages.of(operand);
  const span = tree.span(call);
  if (pkg === undefined) {
    if (UPLOAD_CALLS.test(name)) return uploadUse(syntax, callee, span);
    if (!CLIENT_CALLS.test(name)) return undefined;
    const texts = possibleTexts(syntax, argumentsOf(tree, call)[0] ?? NONE).filter(isUrl);
    const receiver = texts.length > 0 ? originOf(syntax, operand) : undefined;
    return receiver && { need: 'certificates', call: `http.Client.${name}`, span, texts, receiver };
  }
  const known = CALLS[`${pkg} ${name}`];
  if (!known) return undefined;
  const argument = known.argument === undefined ? NONE : (argumentsOf(tree, call)[known.argument] ?? NONE);
  const texts = known.argument === undefined || isTempDir(syntax, argument) ? [EMPTY] : possibleTexts(syntax, argument);
  return { need: known.need, call: `${pkg.slice(pkg.lastIndexOf('/') + 1)}.${name}`, span, texts };
}

/** Methods that read a form with files: what does not fit into memory goes to a temporary file (net/http, mime/multipart). */
const UPLOADS: ReadonlySet<string> = new Set([
  'net/http Request.FormFile',
  'net/http Request.ParseMultipartForm',
  'github.com/gin-gonic/gin Context.FormFile',
  'github.com/gin-gonic/gin Context.MultipartForm',
  'github.com/labstack/echo/v4 Context.FormFile',
  'github.com/labstack/echo/v4 Context.MultipartForm',
]);
const UPLOAD_CALLS = /^(?:FormFile|ParseMultipartForm|MultipartForm)$/;

function uploadUse(syntax: DeclarationSyntax, callee: Node, span: Span): FileUse | undefined {
  const name = nameOfSelector(syntax, callee);
  return UPLOADS.has(name) ? { need: 'uploads', call: syntax.tree.textOf(callee), span, texts: [EMPTY] } : undefined;
}

const EMPTY: ConstantText = { pieces: [''], open: false };

function isUrl({ pieces: [first] }: PossibleText): boolean {
  return first !== undefined && (typeof first !== 'string' || first.startsWith('https://'));
}

/** `os.TempDir()`, which is what an empty folder stands for. */
function isTempDir({ tree, packages }: DeclarationSyntax, e: Node): boolean {
  const callee = tree.kind(e) === K.CallExpression ? calleeOf(tree, e) : NONE;
  return isNamed(tree, callee) && packages.of(tree.first(callee)) === 'os' && tree.textOf(tree.last(callee)) === 'TempDir';
}

const isNamed = (tree: FlatTree, callee: Node) => tree.kind(callee) === K.SelectorExpression;

/** As in `Mentions`: `import/path Name`, `import/path T.Name`, `.Name`. */
export function nameOfSelector({ tree, types, packages }: DeclarationSyntax, n: Node): string {
  const operand = tree.first(n);
  const name = tree.textOf(tree.last(n));
  const pkg = packages.of(operand);
  if (pkg !== undefined) return `${pkg} ${name}`;
  const written = types.of(operand);
  const type = written.kind === 'pointer' ? types.ofType(written.elem) : written;
  return type.kind === 'name' ? `${type.pkg} ${type.name}.${name}` : `.${name}`;
}
