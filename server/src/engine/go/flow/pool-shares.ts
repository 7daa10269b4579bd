import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import { heldBy, heldByName } from './pool-aliases.js';
import { calledFunction, fullName, namedCallee, type PoolCode } from './pool-code.js';
import type { HelperShare } from './pool-helper-shares.js';
import { isInMap, isPutAtOnce } from './pool-kept-place.js';
import { isBuiltin } from './pool-made.js';
import { keysOf } from './pool-map-keys.js';
import { outlives } from './pool-outlives.js';
import { isPassing, rootOf } from './pool-passing.js';
import type { Share, SharingCode } from './pool-share.js';
import { runsThrough } from './pool-started-puts.js';
import { touchesObject } from './pool-use.js';

/** Functions that start a function as a goroutine, now or later, by the position of that function. */
const STARTS = table<number>({
  'sync.WaitGroup.Go': 0,
  'golang.org/x/sync/errgroup.Group.Go': 0,
  'time.AfterFunc': 1,
  'context.AfterFunc': 1,
});

/**
 * Requests whose body is an argument, by its position. The transport may read it after the call has returned (`net/http/client.go`, Client.Do;
 * go-facts §8.3); a request that is only made goes nowhere.
 */
const BODIES = table<number>({
  'net/http.Post': 2,
  'net/http.Client.Post': 2,
  'net/http.NewRequest': 2,
  'net/http.NewRequestWithContext': 3,
});
const SENDS = table<true>({ 'net/http.Client.Do': true, 'net/http.Transport.RoundTrip': true, 'net/http.RoundTripper.RoundTrip': true });

/** What a node shares. */
export function sharesOf(code: SharingCode, n: Node): readonly Share[] {
  return allShares(code, n).flatMap(share => {
    const values = share.values.filter(v => code.mayShare(v));
    return values.length > 0 ? [{ ...share, values }] : [];
  });
}

function allShares(code: SharingCode, n: Node): readonly Share[] {
  const { tree } = code;
  switch (tree.kind(n)) {
    case K.GoStatement:
      return started(code, n, tree.unparen(tree.first(n)));
    case K.SendStatement:
      return sent(code, n, tree.unparen(tree.last(n)));
    case K.AssignmentStatement:
      return tree.op(n) === '=' ? storedBy(code, n) : keysOf(code, n);
    case K.IncStatement:
      return keysOf(code, n);
    case K.CallExpression:
      return sharedByCall(code, n);
    default:
      return [];
  }
}

/** Who receives a function runs it. */
function sent(code: SharingCode, statement: Node, value: Node): readonly Share[] {
  if (code.tree.kind(value) === K.FuncLiteral) return startedLiteral(code, statement, value, []);
  return [{ kind: 'sent', step: statement, node: statement, values: keptParts(code, value) }];
}

function sharedByCall(code: SharingCode, call: Node): readonly Share[] {
  const { tree } = code;
  const func = calledFunction(code.types, call);
  const name = func && fullName(func);
  const handing = code.handing.get(call);
  const starts = name === undefined ? undefined : STARTS[name];
  if (handing && starts === undefined) return sharedByHelper(code, call, handing);
  if (name === undefined) return [];
  const args = argumentsOf(tree, call);
  // What a reflect.Value can set is somebody else's variable, and keeps the slice (`reflect/value.go`, SetBytes).
  if (name === 'reflect.Value.SetBytes' && args[0] !== undefined) {
    const target = tree.unparen(tree.first(tree.unparen(calleeOf(tree, call))));
    return [{ kind: 'stored', step: call, node: target, values: [args[0]], isBrief: true }];
  }
  if (starts !== undefined) {
    const literal = tree.unparen(args[starts] ?? NONE);
    // Whoever keeps the timer may stop it.
    const isPlain = starts === 0 || tree.parentKind(call) === K.ExpressionStatement;
    return isPlain && tree.kind(literal) === K.FuncLiteral ? startedLiteral(code, call, literal, []) : [];
  }
  const body = BODIES[name];
  if (body === undefined || args[body] === undefined) return [];
  return name.includes('NewRequest') && !sends(code) ? [] : [{ kind: 'request', step: call, node: call, values: [args[body]] }];
}

/** What the callee sends, starts a goroutine with, or keeps in its receiver. */
function sharedByHelper(code: SharingCode, call: Node, handing: readonly HelperShare[]): Share[] {
  const { tree } = code;
  // A deferred call runs at the end, and one in a `go` statement at any time.
  if (tree.parentKind(call) === K.DeferStatement || tree.parentKind(call) === K.GoStatement) return [];
  const args = argumentsOf(tree, call);
  if (args.some(a => tree.kind(a) === K.VariadicArgument)) return [];
  return handing.flatMap(({ argument, kind, place: field, isAtTimes, isOfPackage }): Share[] => {
    const value = argument < 0 ? receiverOf(code, call) : args[argument];
    if (value === undefined) return [];
    // A function that the callee starts, or sends to who runs it.
    const literal = tree.unparen(value);
    if (kind !== 'stored' && tree.kind(literal) === K.FuncLiteral)
      return startedLiteral(code, call, literal, []).map(share => ({ ...share, isAtTimes }));
    if (kind !== 'stored') return [{ kind, step: call, node: call, values: keptParts(code, value), isAtTimes }];
    if (isOfPackage) {
      // The function itself writes the variable, too.
      const isWritten = tree.text.includes(`${field} =`);
      const isKept = !isWritten && tree.parentKind(call) === K.ExpressionStatement && isPutAtOnce(code, tree.parent(call));
      return isKept ? [{ kind, step: call, node: call, values: [value], place: field, isListed: true }] : [];
    }
    const callee = namedCallee(tree, call);
    const holder = tree.kind(callee) === K.SelectorExpression ? tree.unparen(tree.first(callee)) : NONE;
    const root = rootOf(tree, holder);
    const place = `${tree.textOf(holder)}${field}`;
    const isKept = holder !== NONE && !code.mayShare(root) && outlives(code, root) && !isPassing(code, call, root, place);
    return isKept ? [{ kind, step: call, node: call, values: [value], place }] : [];
  });
}

/** Of a method that is not one of what it embeds. */
function receiverOf({ tree, types }: SharingCode, call: Node): Node | undefined {
  const callee = namedCallee(tree, call);
  return types.selections.get(callee)?.path.length === 0 ? tree.unparen(tree.first(callee)) : undefined;
}

/** The declaration makes one request, and sends it. */
function sends({ tree, types, work }: SharingCode): boolean {
  work.spend(tree.count);
  let made = 0;
  let isSent = false;
  for (let n = 0; n < tree.count; n++) {
    const func = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
    const name = (func && fullName(func)) ?? '';
    if (/\.NewRequest(?:WithContext)?$/.test(name)) made++;
    isSent ||= SENDS[name] === true;
  }
  return isSent && made === 1;
}

/** `go f(x)`, `go x.f()`, `go func() { … x … }()`. */
function started(code: SharingCode, statement: Node, call: Node): readonly Share[] {
  const { tree, puts } = code;
  if (tree.kind(call) !== K.CallExpression) return [];
  const args = argumentsOf(tree, call);
  const own = puts.findIndex(p => p.call === call);
  if (own >= 0) return [{ kind: 'putting', step: statement, node: statement, values: [puts[own]!.object], put: own }];
  const callee = tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) === K.FuncLiteral) return startedLiteral(code, statement, callee, args);
  const named = namedCallee(tree, call);
  const receiver = tree.kind(named) === K.SelectorExpression ? [tree.unparen(tree.first(named))] : [];
  return [{ kind: 'goroutine', step: statement, node: statement, values: [...receiver, ...args] }];
}

/** What the literal puts is the goroutine's own from then on. */
function startedLiteral(code: SharingCode, node: Node, literal: Node, args: readonly Node[]): Share[] {
  const { tree, scopes, puts } = code;
  const captured = capturedNames(code, literal);
  const isPlain = runsThrough(code, literal);
  const out: Share[] = [];
  const given = new Set<Variable>();
  let givesArgument = false;
  puts.forEach((p, put) => {
    if (!tree.within(p.call, literal)) return;
    const name = captured.find(n => tree.within(n, p.object));
    const v = scopes.variableOf(name ?? NONE);
    if (!v) givesArgument = true;
    else if (!given.has(v)) {
      given.add(v);
      if (isPlain) out.push({ kind: 'putting', step: node, node, values: [name!], put });
    }
  });
  const used = captured.filter(n => !given.has(scopes.variableOf(n)!) && touchesObject(code, n));
  const values = givesArgument ? used : [...used, ...args];
  return values.length > 0 ? [...out, { kind: 'goroutine', step: node, node, values }] : out;
}

/** Identifiers in a literal that mean variables of the functions around it. */
function capturedNames({ tree, scopes, work }: SharingCode, literal: Node): Node[] {
  work.spend(tree.afters[literal]! - literal);
  const out: Node[] = [];
  for (let n = literal + 1; n < tree.afters[literal]!; n++) {
    const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
    if (v && !tree.within(v.node, literal)) out.push(n);
  }
  return out;
}

/** `p.f = x`, `m[k] = x` where the place outlives the function. */
function storedBy(code: SharingCode, statement: Node): Share[] {
  const { tree } = code;
  const keys = keysOf(code, statement);
  if (keys.length > 0) return keys;
  const left = expressionsOf(tree, tree.field(statement, F.Left));
  const right = expressionsOf(tree, tree.field(statement, F.Right));
  if (left.length !== right.length) return [];
  return left.flatMap((place, i): Share[] => {
    const values = keptParts(code, right[i]!).filter(v => code.mayShare(v));
    if (values.length === 0) return [];
    const root = rootOf(tree, place);
    const isGrown = root === place && isBuiltin(code, tree.unparen(right[i]!), 'append');
    const isPlace = root !== place || isGrown || !code.scopes.variableOf(root);
    const isKept = !code.mayShare(root) && isPlace && outlives(code, root) && !isPassing(code, statement, root, tree.textOf(place));
    const isListed = isKept && (isInMap(code, place) || isPutAtOnce(code, statement));
    return isKept ? [{ kind: 'stored', step: statement, node: place, values, isListed }] : [];
  });
}

/** What a value keeps beside itself: what is appended to a slice, and what a new value has: `append(c.queue, &pending{data: *p})`. */
function keptParts(code: PoolCode, value: Node): readonly Node[] {
  const { tree, types } = code;
  const e = tree.withoutAddress(tree.unparen(value));
  const held = heldBy(code, e) ?? heldByName(code, e);
  if (held) return held.flatMap(element => keptParts(code, element));
  const builtin = tree.kind(e) === K.CallExpression ? types.objects.get(tree.unparen(calleeOf(tree, e))) : undefined;
  if (builtin?.kind !== 'builtin' || builtin.name !== 'append') return [value];
  const [first, ...added] = argumentsOf(tree, e);
  // `append(list, b...)` copies the elements.
  const kept = added.filter(a => tree.kind(a) !== K.VariadicArgument).flatMap(a => keptParts(code, a));
  return first === undefined ? kept : [value, ...kept];
}
