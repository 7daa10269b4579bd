/** What the compiler room says: about parameters that leak, and about inlining. Steps to the heap are in `sites/words.ts`. */
import { messages } from '../base/message.js';

/** The consequence for callers first, then one reason. */
export const leak = messages('leak', {
  receiver: '`{name}` leaks: a local variable on which a caller calls this method escapes.',
  variadic: '`{name}` leaks: the slice that a call makes for these arguments escapes.',
  pointer: '`{name}` leaks: a local variable whose address a caller passes escapes.',
  slice: '`{name}` leaks: the array behind a slice that a caller makes and passes escapes.',
  map: '`{name}` leaks: a map that a caller makes and passes escapes.',
  func: '`{name}` leaks: a closure with captured variables that a caller passes escapes.',
  interface:
    '`{name}` leaks: a local variable whose address a caller passes escapes. A value that is not a pointer is usually copied to the heap.',
  holder: '`{name}` leaks: a local variable of a caller that a pointer in it refers to escapes.',
  contentOfInterfaces:
    'The content of `{name}` leaks: callers may copy the values in it to the heap. Local variables whose address is among them may escape.',
  contentOfPointer:
    'The content of `{name}` leaks: local variables of a caller that pointers in there refer to can escape. What `{name}` itself points to may stay on the stack.',
  content: 'The content of `{name}` leaks: local variables of a caller that pointers in it refer to can escape.',
  result: '`{name}` is part of the result: what callers pass escapes if the result does.',
  resultContent: "The result may point into what `{name}` refers to: callers' variables escape if the result does.",
  becauseCopied: '`{text}` copies its elements.',
  becauseInlined: 'The inlined `{text}` keeps it.',
  becauseOutlives: '`{text}` stores it where it outlives the call.',
  becausePassedOn: '`{text}` passes it on.',
  becauseCaptured: 'A closure that outlives the call captures it.',
  becauseMayBeCaptured: 'A closure that can outlive the call captures it.',
  becausePutInto: 'It is put into `{text}`, which is on the heap.',
  becauseSent: 'It is sent on a channel.',
  becauseSentOn: 'It is sent on `{name}`.',
  becauseStored: 'It is stored in `{name}`.',
  becauseAppended: 'It is appended to `{name}`.',
  becauseGoroutine: 'A new goroutine uses it.',
  becausePassedTo: 'It is passed to `{name}`.',
  inlinedCalls: 'A call that the compiler inlines is judged by itself.',
});

/** Phrases behind a count in a line above a function. */
export const inlining = messages('inlining', {
  inlinable: 'inlinable',
  inlinableCost: 'inlinable, cost {cost}',
  notInlinable: 'not inlinable',
  tooCostly: 'not inlinable: cost {cost} exceeds {budget}',
  usesStatement: 'not inlinable: it uses {statement}',
  reason: 'not inlinable: {reason}',
});
