/** Sentences that several rules of the family say of a confirmed site: what the compiler cannot see, and what else a cause rests on. */
import { followedBy, type Message, messages } from '../../base/message.js';
import type { CompiledSite, UnseenCall } from '../../sites/evidence.js';

const say = messages('escape/cause', {
  interfaceCall: '`{to}` is an interface call: the compiler cannot see which method runs, so it assumes the worst of `{text}`.',
  interfaceCallIn:
    '`{to}`, called through `{via}`, is an interface call. The compiler cannot see which method runs, so it assumes the worst of `{text}`.',
  interfaceCallClosure:
    '`{to}` is an interface call: the compiler cannot see which method runs, so this closure is on the heap with what it captures.',
  interfaceCallClosureIn:
    '`{to}`, called through `{via}`, is an interface call. The compiler cannot see which method runs, so this closure is on the heap with what it captures.',
  interfaceCallArguments:
    '`{to}` is an interface call: the compiler cannot see which method runs, so the slice with the arguments is on the heap.',
  interfaceCallArgumentsIn:
    '`{to}`, called through `{via}`, is an interface call. The compiler cannot see which method runs, so the slice with the arguments is on the heap.',
  functionValue: '`{to}` is a function value: the compiler cannot see which function runs, so it assumes the worst of `{text}`.',
  functionValueIn:
    '`{to}`, called through `{via}`, is a function value. The compiler cannot see which function runs, so it assumes the worst of `{text}`.',
  functionValueClosure:
    '`{to}` is a function value: the compiler cannot see which function runs, so this closure is on the heap with what it captures.',
  functionValueClosureIn:
    '`{to}`, called through `{via}`, is a function value. The compiler cannot see which function runs, so this closure is on the heap with what it captures.',
  functionValueArguments:
    '`{to}` is a function value: the compiler cannot see which function runs, so the slice with the arguments is on the heap.',
  functionValueArgumentsIn:
    '`{to}`, called through `{via}`, is a function value. The compiler cannot see which function runs, so the slice with the arguments is on the heap.',
  typeParameter: '`{to}` is a method of a type parameter: the compiler cannot see which one runs, so it assumes the worst of `{text}`.',
  typeParameterIn:
    '`{to}`, called through `{via}`, is a method of a type parameter. The compiler cannot see which one runs, so it assumes the worst of `{text}`.',
  typeParameterClosure:
    '`{to}` is a method of a type parameter: the compiler cannot see which one runs, so this closure is on the heap with what it captures.',
  typeParameterClosureIn:
    '`{to}`, called through `{via}`, is a method of a type parameter. The compiler cannot see which one runs, so this closure is on the heap with what it captures.',
  typeParameterArguments:
    '`{to}` is a method of a type parameter: the compiler cannot see which one runs, so the slice with the arguments is on the heap.',
  typeParameterArgumentsIn:
    '`{to}`, called through `{via}`, is a method of a type parameter. The compiler cannot see which one runs, so the slice with the arguments is on the heap.',
  held: '`{text}` is allocated on the heap because `{to}` holds it, which is on the heap itself.\nKeep `{to}` on the stack: then this stays there too.',
  heldAddress:
    '`{text}` is allocated on the heap because `{to}` holds its address, which is on the heap itself.\nKeep `{to}` on the stack: then this stays there too.',
  heldClosure:
    'This closure is allocated on the heap with the variables it captures: `{to}` holds it, which is on the heap itself.\nKeep `{to}` on the stack: then this stays there too.',
  reuseOrConcrete: '\nReuse a value that outlives the call, such as a field, or call a method of a concrete type.',
  reuseOrNamed: '\nReuse a value that outlives the call, such as a field, or call the function by its name.',
  reuseOrInstance: '\nReuse a value that outlives the call, such as a field, or use a concrete type instead of the type parameter.',
  copyField: '\nOr copy `{field}` into a variable of its own, and take the address of that: the rest of `{text}` then stays on the stack.',
  reuseOfPool: '\nTake it from a `sync.Pool`, or call what the compiler can see.',
  reuseArguments: '\nBuild the slice once, and pass it with `...`.',
  reuseClosure: '\nMake the closure once and reuse it, or pass what it needs as arguments.',
  writeString: '\nWrite the string with `io.WriteString`, which needs no copy where the writer has a `WriteString`.',
  reuseBuffer: '\nAppend to a buffer that is reused.',
  assignedInside: 'It is captured by reference because the closure assigns it.',
  assignedLater: 'It is captured by reference because it is assigned after the closure is made.',
  assigned: 'It is captured by reference because it is assigned after its declaration.',
  addressed: 'It is captured by reference because its address is taken.',
  large: 'It is captured by reference because it has more than 128 bytes.',
  notInlined: '`{func}` is not inlined, so no caller can keep it on its stack.',
  tooCostly: '`{func}` is not inlined (cost {cost}, budget {budget}), so no caller can keep it on its stack.',
  inlined: 'Where `{func}` is inlined, it may stay on the stack of the caller.',
});

const isUnseen = (cause: CompiledSite['cause']): cause is UnseenCall =>
  cause === 'interfaceCall' || cause === 'functionValue' || cause === 'typeParameter';

/** That the value goes where the compiler cannot see what is done with it, and what to do; undefined where another cause is known. */
export function unseenCall(found: CompiledSite, value = found.text): Message | undefined {
  const { cause, site, to, via } = found;
  if (!isUnseen(cause)) return undefined;
  const subject = site.kind === 'closure' ? 'Closure' : site.kind === 'variadic' ? 'Arguments' : '';
  const message = via === '' ? say[`${cause}${subject}`] : say[`${cause}${subject}In`];
  return followedBy(message({ to, via, text: value }), remedy(found, cause));
}

function remedy({ site, to, via, text, taker, isServed }: CompiledSite, cause: UnseenCall): Message | undefined {
  // The rule has a better help.
  if (taker === 'reset') return undefined;
  switch (site.kind) {
    case 'method':
      return undefined;
    case 'closure':
      return say.reuseClosure;
    case 'variadic':
      return say.reuseArguments;
    case 'conversion':
      return isWriterCall(cause, via, to) && text.startsWith('[]byte(') ? say.writeString : say.reuseBuffer;
    default:
      if (isServed) return say.reuseOfPool;
      return { interfaceCall: say.reuseOrConcrete, functionValue: say.reuseOrNamed, typeParameter: say.reuseOrInstance }[cause];
  }
}

/** `w.Write` of an interface, in the function itself: a field `Write` that holds a function is no writer. */
const isWriterCall = (cause: UnseenCall, via: string, to: string) => cause === 'interfaceCall' && via === '' && to.endsWith('.Write');

/** That a literal holds the value; undefined where none does. */
export function held({ cause, site, text, to }: CompiledSite): Message | undefined {
  if (cause !== 'held') return undefined;
  if (site.kind === 'closure') return say.heldClosure({ to });
  return site.kind === 'variable' ? say.heldAddress({ text, to }) : say.held({ text, to });
}

/** Why a closure shares the variable; undefined where none does, or nobody knows. */
export function sharing({ shared }: CompiledSite): Message | undefined {
  return shared === '' ? undefined : say[shared];
}

/** That a copy of one field would do; undefined where all of the variable is wanted. */
export function fieldAlone({ field, text }: CompiledSite): Message | undefined {
  return field === undefined ? undefined : say.copyField({ field, text });
}

/** What inlining the function that returns the value has to do with it; undefined where that is not known. */
export function returning({ returnedBy }: CompiledSite): Message | undefined {
  if (!returnedBy) return undefined;
  const { func, cost, budget, isInlined } = returnedBy;
  if (isInlined) return say.inlined({ func });
  return cost === '' ? say.notInlined({ func }) : say.tooCostly({ func, cost, budget });
}

/** What a rule says where a value is returned, stored or an argument; where it is none of these, the other sentence with the call that nobody sees. */
export function byCause(
  found: CompiledSite,
  say: {
    returned(args: { text: string }): Message;
    stored(args: { text: string; to: string }): Message;
    argument(args: { text: string; to: string }): Message;
  },
  otherwise: Message,
): Message {
  const { text, cause, to, via } = found;
  if (cause === 'returned') return say.returned({ text });
  if (cause === 'stored' && via === '') return say.stored({ text, to });
  if (cause === 'argument') return say.argument({ text, to });
  return followedBy(otherwise, unseenCall(found));
}
