/** Many lines that let one slice or buffer grow, and how few of them are worth a finding. */

import type { Variable } from '../go/names/variable.js';
import { isNamed, namedBehind } from '../go/types/named.js';
import { under } from '../go/types/predicates.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { collectsErrors } from './collected-errors.js';
import type { CompilerFact } from './facts.js';
import { isConstantAt, typeAt } from './known-type.js';
import type { SiteNode } from './printed-site.js';
import type { SiteContext } from './site-context.js';
import { hasRoom } from './slice-room.js';
import { growsBytes, isConstant } from './unprinted.js';

/** A site and what the compiler said about it: nothing for what it never prints. */
export interface JoinedSite {
  readonly site: SiteNode;
  readonly facts: CompilerFact[];
  /** Not on the heap by escape analysis, only by its size at run time. */
  readonly staysWhenSmall: boolean;
  /** Grows what another site grows, or what has room as a rule: told to who asks about the place. */
  readonly isAside?: true;
}

interface Grown {
  /** Source text of the slice or buffer. */
  readonly name: string;
  /** Written piece by piece: `[]byte`, `strings.Builder`, `bytes.Buffer`. */
  readonly isBuffer: boolean;
  /** The expression that names it. */
  readonly node: Node;
}

/**
 * A buffer is one finding per function, at its first write: any write may be the one that grows it. A buffer in a field is one per file,
 * since it lives on with the room it has got, as is a stack in a field that constants are pushed to. Of another slice each growth is told. After a
 * `Grow` there is room. All others stand aside. `kept` remembers what the file's declarations before this one reported.
 */
export function onePerGrownSlice(context: SiteContext, sites: readonly JoinedSite[], kept: Set<string>): JoinedSite[] {
  const { tree } = context;
  return [...sites]
    .sort((a, b) => a.site.node - b.site.node)
    .map(site => {
      const grown = grownBy(context, site);
      if (!grown) return site;
      const aside: JoinedSite = { ...site, isAside: true };
      if (isBesideThePoint(context, site, grown)) return aside;
      const isStack = !grown.isBuffer && site.site.kind === 'append' && pushesConstants(context, site.site.node);
      // What is put into a slice of elements may be what outgrows it, each time: a stack of constants and a buffer seldom grow.
      if (!grown.isBuffer && !isStack) return site;
      const addsText = grown.isBuffer && addsVariableText(context, site.site.node);
      const field = (grown.isBuffer || isStack) && !addsText ? fieldOf(context, grown.node) : undefined;
      const where =
        grown.isBuffer && !addsText
          ? 0
          : tree.ancestor(site.site.node, addsText ? K.ExpressionStatement : K.StatementList, K.StatementList);
      const key = field ?? `${tree.textOf(tree.field(0, F.Name))}:${tree.textOf(tree.field(0, F.Receiver))}:${where}:${grown.name}`;
      if (kept.has(key) || (site.site.kind === 'inlined' && tree.text.includes(`${grown.name}.Grow(`))) return aside;
      kept.add(key);
      return site;
    });
}

/** `append(b, s...)`, `b.WriteString(s)` with an `s` that is no constant: such a write can outgrow any room. */
function addsVariableText(context: SiteContext, call: Node): boolean {
  const { tree } = context;
  const last = argumentsOf(tree, call).at(-1) ?? NONE;
  const text = tree.kind(last) === K.VariadicArgument ? tree.first(last) : last;
  if (isConstantAt(context, text) || isNumeral(context, text)) return false;
  const isWrite = /^(?:Write|WriteString)$/.test(lastName(tree, tree.unparen(calleeOf(tree, call))));
  return isWrite || tree.kind(last) === K.VariadicArgument;
}

/** `strconv.Itoa(n)`: a few bytes. */
function isNumeral({ tree, packages }: SiteContext, text: Node): boolean {
  const callee = tree.kind(text) === K.CallExpression ? calleeOf(tree, text) : NONE;
  return (
    tree.kind(callee) === K.SelectorExpression &&
    packages.of(tree.first(callee)) === 'strconv' &&
    /^(?:Itoa|Format)/.test(lastName(tree, callee))
  );
}

/** True for growth that is unlikely, or that is told where the callee does it. */
function isBesideThePoint(context: SiteContext, { site }: JoinedSite, grown: Grown): boolean {
  const { tree, scopes } = context;
  if (site.kind === 'inlined') {
    // A closure of the same function: its own `append` is told.
    if (scopes.variableOf(tree.unparen(calleeOf(tree, site.node)))) return true;
    if (beginsWithNothing(tree, site.node)) return false;
    if (hasRoom(context, grown.node)) return true;
    return grown.isBuffer && (livesOn(context, grown.node) || (isParameter(context, grown.node) && !addsVariableText(context, site.node)));
  }
  if (collectsErrors(context, site.node)) return true;
  return grown.isBuffer && isParameter(context, grown.node) && bringsRoom(tree) && addsFewBytes(context, site.node);
}

/** `AppendText(nil)`: the slice has no room at all. */
export const beginsWithNothing = (tree: FlatTree, call: Node): boolean => tree.kind(argumentsOf(tree, call)[0] ?? NONE) === K.Nil;

/** True when the site makes a buffer grow, but for a text of unknown length that a strings.Builder or a parameter takes. */
export function growsBuffer(context: SiteContext, joined: JoinedSite): boolean {
  const grown = grownBy(context, joined);
  const takesText = joined.site.kind === 'inlined' && grown !== undefined && isBuilder(context, grown.node);
  const addsToParameter = joined.site.kind === 'append' && grown !== undefined && isParameter(context, grown.node);
  return grown?.isBuffer === true && !((takesText || addsToParameter) && addsVariableText(context, joined.site.node));
}

/** `line(&b, "x")`: what a helper writes to is its first argument. */
function isGivenConstants(context: SiteContext, call: Node): boolean {
  const [first = NONE, ...added] = argumentsOf(context.tree, call);
  const object = first === NONE ? undefined : namedBehind(typeAt(context, first))?.object;
  const isWritable = object !== undefined && /^(?:strings\.Builder|bytes\.Buffer)$/.test(`${object.pkg?.path}.${object.name}`);
  return isWritable && added.every(a => isConstantAt(context, a));
}

const isBuilder = (context: SiteContext, node: Node): boolean => isNamed(typeAt(context, node), 'strings', 'Builder');

/**
 * True for a buffer that was there before the function and will be after it: in a field, or an object of a type that is not known to begin
 * empty. It has kept its room, so hardly any write makes it grow. A strings.Builder gives its room away with the string.
 */
function livesOn(context: SiteContext, node: Node): boolean {
  const { tree, scopes } = context;
  if (isBuilder(context, node)) return false;
  const e = tree.unparen(node);
  if (tree.kind(e) === K.SelectorExpression) return true;
  const variable = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  if (isSlice(context, node)) return false;
  return !variable || !isMadeHere(tree, variable);
}

/** `var b T`, `b := T{…}`, `b := &T{…}`, `b := new(T)`. */
function isMadeHere(tree: FlatTree, variable: Variable): boolean {
  if (variable.kind !== 'local') return false;
  return variable.init === NONE || /^(?:&?[\w.]+\{|new\()/.test(tree.textOf(variable.init));
}

/** True for an `append` of single bytes and of the text of a constant: they seldom outgrow the room that a caller brings. */
function addsFewBytes(context: SiteContext, append: Node): boolean {
  const { tree } = context;
  const added = argumentsOf(tree, append).slice(1);
  return added.every(a => tree.kind(a) !== K.VariadicArgument || isConstantAt(context, tree.first(a)));
}

const pushesConstants = (context: SiteContext, append: Node) =>
  argumentsOf(context.tree, append)
    .slice(1)
    .every(a => isConstant(context, a));

/** Whoever calls an exported function may bring no room at all, but for one that is there to append: `AppendUint16`. */
const bringsRoom = (tree: FlatTree) => /^(?:\P{Lu}|Append)/u.test(tree.textOf(tree.field(0, F.Name)));

/** `b`, and `*b` of a pointer. */
function isParameter({ tree, scopes }: SiteContext, slice: Node): boolean {
  const given = tree.unparen(slice);
  const e = tree.kind(given) === K.UnaryExpression && tree.op(given) === '*' ? tree.unparen(tree.first(given)) : given;
  return tree.kind(e) === K.Identifier && scopes.variableOf(e)?.kind === 'parameter';
}

const INSIDE: ReadonlySet<K> = new Set([K.SliceExpression, K.SelectorExpression, K.UnaryExpression, K.IndexExpression]);

/** True when the slice is, or is reached from, a parameter, the receiver or a variable of the package; also over a local copy. */
function isFromOutside(context: SiteContext, node: Node, hops = 2): boolean {
  const { tree, scopes } = context;
  let e = tree.unparen(node);
  for (;;) {
    if (INSIDE.has(tree.kind(e))) e = tree.unparen(tree.first(e));
    else if (tree.kind(e) === K.CallExpression && tree.textOf(calleeOf(tree, e)) === 'append')
      e = tree.unparen(argumentsOf(tree, e)[0] ?? NONE);
    else break;
  }
  if (tree.kind(e) !== K.Identifier) return false;
  const variable = scopes.variableOf(e);
  if (variable?.kind === 'local') return hops > 0 && variable.init !== NONE && isFromOutside(context, variable.init, hops - 1);
  return variable === undefined || variable.kind === 'parameter' || variable.kind === 'receiver';
}

/**
 * True when only a slice or map that came from outside may have to grow: the caller decides how much room it has, as for
 * strconv.AppendInt. A slice that begins empty in the function has none.
 */
export function growsRoomOfCaller(context: SiteContext, joined: JoinedSite): boolean {
  if (joined.site.kind === 'mapStore') return true;
  const grown = grownBy(context, joined);
  return grown !== undefined && isFromOutside(context, grown.node);
}

/** What the site appends to; undefined for other sites. */
function grownBy(context: SiteContext, { site, facts }: JoinedSite): Grown | undefined {
  const { tree } = context;
  const { kind, node } = site;
  if (kind === 'append') {
    const slice = argumentsOf(tree, node)[0] ?? NONE;
    return { name: tree.textOf(slice), isBuffer: growsBytes(context, node), node: slice };
  }
  if (kind !== 'inlined' || tree.kind(node) !== K.CallExpression || !facts.every(f => f.expression.startsWith('append'))) return undefined;
  return grownByCall(context, node);
}

/** `b.WriteString(s)`, `utf8.AppendRune(b, r)`, `char('x')`: the receiver, the first argument, or the function that knows the slice. */
function grownByCall(context: SiteContext, call: Node): Grown {
  const { tree, scopes, packages } = context;
  const callee = tree.unparen(calleeOf(tree, call));
  const isMethod = tree.kind(callee) === K.SelectorExpression && packages.of(tree.first(callee)) === undefined;
  const name = lastName(tree, callee);
  const first = argumentsOf(tree, call)[0] ?? NONE;
  const isBuffer = /^(?:Write|write|(?:Append|append)(?=.)|put|Put)/.test(name) || (!isMethod && isGivenConstants(context, call));
  const isGiven = first !== NONE && (isMethod ? /^[Aa]ppend/.test(name) && isSlice(context, first) : isBuffer);
  const given = isGiven ? givenBy(context, first) : isMethod ? tree.first(callee) : callee;
  // `slices.Clone(s)`: each call has a slice of its own.
  const isNew = given === callee && scopes.variableOf(callee) === undefined;
  return { name: `${tree.textOf(given)}${isNew ? `#${call}` : ''}`, isBuffer, node: given };
}

/** `enc.AppendKey(e.buf, key)` adds to what it is given; so does what is called with its result. */
function givenBy(context: SiteContext, slice: Node): Node {
  const { tree } = context;
  for (let n = tree.unparen(slice); ; ) {
    const callee = tree.kind(n) === K.CallExpression ? tree.unparen(calleeOf(tree, n)) : NONE;
    const first = argumentsOf(tree, n)[0] ?? NONE;
    if (callee === NONE || !/^[Aa]ppend/.test(lastName(tree, callee)) || !isSlice(context, first)) return n;
    n = tree.unparen(first);
  }
}

const isSlice = (context: SiteContext, node: Node): boolean => under(typeAt(context, node)).kind === 'slice';

/** `Event.buf` for `e.buf` with an `e` of that type; undefined for variables and for roots of unknown type. */
function fieldOf(context: SiteContext, node: Node): string | undefined {
  const { tree } = context;
  const e = tree.unparen(node);
  if (tree.kind(e) !== K.SelectorExpression) return undefined;
  const object = namedBehind(typeAt(context, tree.first(e)))?.object;
  return object && `${object.pkg?.path}.${object.name}.${tree.textOf(tree.last(e))}`;
}

function lastName(tree: FlatTree, callee: Node): string {
  return tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
}
