import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import type { DirtyObject, PutCall } from '../../go/flow/pool-facts.js';
import { rule } from '../rule.js';
import { GET_WITHOUT_RESET_EXAMPLES } from './get-without-reset.examples.js';
import { GET_WITHOUT_RESET_FIELDS } from './get-without-reset.fields.js';
import { GET_WITHOUT_RESET_KEPT } from './get-without-reset.kept.js';
import { READ_EXAMPLES } from './get-without-reset.read.js';
import { GET_WITHOUT_RESET_SLICES } from './get-without-reset.slices.js';
import { GET_WITHOUT_RESET_WRITERS } from './get-without-reset.writers.js';

const say = messages('pool/get-without-reset', {
  decode:
    '`{name}` comes from the pool with the values of its last use. `{callee}` leaves every field that the input lacks as it is.\nReset it before: `*{name} = {zero}`.',
  decodeAny:
    '`{name}` comes from the pool with the values of its last use. `{callee}` leaves everything that the input lacks as it is.\nEmpty it before.',
  append: '`{name}` still holds what its last use wrote, and this is written behind it.\nCall `{name}.Reset()` after the `Get`.',
  extend:
    '`{field}` still holds what its last use appended, and this goes behind it.\nBegin with the empty slice: `{field} = append({base}[:0], …)`.',
  insert: '`{field}` still has the entries of its last use, and this is added to them.\nEmpty it after the `Get`: `clear({field})`.',
  kept: '`{field}` keeps the value of its last use where this `if` does not set it.\nSet it after the `Get`, or reset the object before.',
  stepGet: 'The object is taken from the pool here.',
  stepPut: 'It goes back to the pool here as it is.',
  resetFix: 'Reset `{name}` after the `Get`',
});

export default rule({
  id: 'pool/get-without-reset',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'An object of a sync.Pool is filled without a reset, and put back as it is',
  inTests: false,
  docs: {
    what: 'A function that takes a struct or a map from a pool, decodes into it, and puts it back, or writes into a `bytes.Buffer` or `strings.Builder` of a pool, or adds to a slice, a map or a buffer, also in a field of a struct; nothing in the function empties it, or only a branch that returns or asks for a size. And a flag, number or text in a field that one `if` sets and nothing else, and that is read in any case.',
    why: '`Get` returns an object as it was put. `json.Unmarshal` and its relatives set only the fields that the input names, so a request without `"admin"` has that of the request before. A buffer begins with the text of its last use, which goes to another client. Tests rarely show it, because a new object is empty.',
    fix: 'Reset the object right after `Get`: `*o = order{}`, `clear(m)`, `b.Reset()`, `s = s[:0]`.',
    limits:
      'Silent as soon as anything may empty the object: an assignment to it or to one of its fields, a method that is not known only to read or write, a function of which is not known that it only decodes, writes or looks at it, a function literal, a helper around `Get` or `Put` that does more than that. So where other functions reset what they put, this one still puts it dirty.',
    sources: [
      'src/sync/pool.go',
      'src/encoding/json/decode.go (Unmarshal)',
      'https://github.com/prebid/prebid-cache/pull/64',
      'https://github.com/go-bond/bond/pull/145',
    ],
  },
  examples: [
    ...GET_WITHOUT_RESET_EXAMPLES,
    ...GET_WITHOUT_RESET_SLICES,
    ...GET_WITHOUT_RESET_WRITERS,
    ...GET_WITHOUT_RESET_FIELDS,
    ...GET_WITHOUT_RESET_KEPT,
    ...READ_EXAMPLES,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, dirty } of yield* readPoolFlows(file, typed)) {
        for (const found of dirty) {
          const { name, callee, kind, type } = found;
          const message =
            kind === 'append'
              ? say.append({ name: found.field ?? name })
              : kind === 'insert' || kind === 'kept'
                ? say[kind]({ field: found.field ?? name })
                : kind === 'extend'
                  ? extended(found.field ?? name)
                  : type === undefined
                    ? say.decodeAny({ name, callee })
                    : say.decode({ name, callee, zero: `${type}{}` });
          report({ span: found.span, message, steps: stepsOf(found, puts[found.put]!), fixes: fixesOf(found) }, offset);
        }
      }
    },
  },
});

/** A star binds less than the brackets behind it. */
const extended = (field: string): Message => say.extend({ field, base: field.startsWith('*') ? `(${field})` : field });

function stepsOf({ get }: DirtyObject, { call }: PutCall): RelativeStep[] {
  return [
    { span: get, message: say.stepGet },
    { span: call, message: say.stepPut },
  ];
}

function fixesOf({ name: whole, field, kind, type, room }: DirtyObject): RelativeFix[] {
  if (kind === 'extend' || kind === 'insert' || kind === 'kept') return [];
  const name = field ?? whole;
  const reset = kind === 'append' ? `${name}.Reset()` : type === undefined ? undefined : `*${name} = ${type}{}`;
  if (!room || reset === undefined) return [];
  const { at, indent } = room;
  return [{ title: say.resetFix({ name }), safe: false, edits: [{ span: { start: at, end: at }, newText: `\n${indent}${reset}` }] }];
}
