import type { RelativeStep } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { pace, type Sliced } from '../../base/slices.js';
import { repeatedCallOf } from '../../go/known/callers.js';
import { type CallBehind, readCallsBehind } from '../../go/known/calls-behind.js';
import type { GivenValue } from '../../go/known/given-value.js';
import { type KnownCall, type PlacedCall, readKnownCalls } from '../../go/known/known-calls.js';
import { USES_PER_SLICE } from '../../go/known/known-code.js';
import { METRICS } from '../../go/known/known-names.js';
import { packageMentions } from '../../go/known/package-mentions.js';
import type { TypedFile } from '../../go/package/typed-file.js';
import { rule } from '../rule.js';
import { METRIC_EXAMPLES } from './metric-registered-repeatedly.examples.js';
import { METRIC_PACKAGES } from './metric-registered-repeatedly.packages.js';
import { METRIC_SILENT } from './metric-registered-repeatedly.silent.js';

const say = messages('runtime/metric-registered-repeatedly', {
  loop: '`{callee}` registers the same metric in each iteration, and panics in the second: “duplicate metrics collector registration attempted”.\nRegister it once, before the loop.',
  request:
    '`{callee}` registers the same metric for each request, and panics at the second: “duplicate metrics collector registration attempted”.\nRegister it once, in a variable of the package.',
  calledInLoop: 'This call runs in each iteration of a loop.',
  calledByHandler: 'This call runs for each request.',
});

/** What it hangs on that the metric is the same each time: parameters that are given constants. Undefined: it may be another. */
type Same = readonly number[] | undefined;

/** The metric has the same name and labels each time. */
function sameOptions(options: GivenValue | undefined): Same {
  const fields = options?.elements;
  if (!fields?.has('Name') || fields.has('ConstLabels')) return undefined;
  const values = ['Name', 'Namespace', 'Subsystem'].flatMap(f => fields.get(f) ?? []);
  const others = values.filter(v => v.constant?.kind !== 'string');
  return others.some(v => v.parameter === undefined) ? undefined : others.map(v => v.parameter!);
}

/** A metric that was there before the loop or the function began, or a new one of the same name. */
function sameCollector(value: GivenValue, { loop, func }: PlacedCall['place']): Same {
  if (value.object !== undefined) return [];
  if (!value.resultOf?.startsWith(`${METRICS}.New`)) return undefined;
  const around = loop ?? func;
  const isMadeBefore = value.declared !== undefined && around !== undefined && value.declared.start < around.start;
  return isMadeBefore ? [] : sameOptions(value.arguments?.[0]);
}

function registersSame({ name, arguments: given, place, isSpread }: KnownCall): Same {
  if (isSpread) return undefined;
  const each = name === `${METRICS}.MustRegister` ? given.map(v => sameCollector(v, place)) : [sameOptions(given[0])];
  return each.filter(same => same !== undefined).sort((x, y) => x.length - y.length)[0];
}

/** The body around gives the metric's variable, or a part of its options, another value. */
function isRewritten(text: string, given: readonly GivenValue[]): boolean {
  if (/\.(?:Name|Namespace|Subsystem|ConstLabels)(?:,| ?=(?!=))/.test(text)) return true;
  const names = given.flatMap(({ object }) => (object === undefined ? [] : [object.slice(object.lastIndexOf('.') + 1)]));
  return names.some(name => new RegExp(`\\b${name}(?:,| ?=(?!=))|&${name}\\b`).test(text));
}

/** A function of another package registers the same metric each time that this one calls it. */
function repeatsBehind({ call, arguments: given, body }: CallBehind): boolean {
  const same = call.place.loop ? undefined : registersSame(call);
  const isSame = same?.every(i => given[i]?.constant?.kind === 'string') ?? false;
  return isSame && !isRewritten(body, call.arguments) && !OTHERWISE.some(text => body.includes(text));
}

/** Calls and names by which a package takes metrics back, or has registries for itself. */
const OTHERWISE = ['.Unregister(', '.DefaultRegisterer ='];

const NAMES = { has: (name: string) => name.startsWith(`${METRICS}/promauto.`) || name === `${METRICS}.MustRegister` };

interface Repeated {
  readonly by: 'loop' | 'request';
  readonly steps: readonly RelativeStep[];
}

/** In a loop or a handler, or in a function that one of the package calls there. */
function* repetitionOf({ place, within }: PlacedCall, constants: readonly number[], typed: TypedFile): Sliced<Repeated | undefined> {
  if (place.isConditional) return undefined;
  if (constants.length === 0 && place.loop) return { by: 'loop', steps: [] };
  if (constants.length === 0 && place.isHandler) return { by: 'request', steps: [] };
  const call = !within || place.isBehindReturn || place.loop ? undefined : yield* repeatedCallOf({ ...within, constants }, typed);
  if (!call) return undefined;
  const { file, span } = call;
  return call.place.loop
    ? { by: 'loop', steps: [{ message: say.calledInLoop, file, span }] }
    : { by: 'request', steps: [{ message: say.calledByHandler, file, span }] };
}

export default rule({
  id: 'runtime/metric-registered-repeatedly',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A Prometheus metric that a loop or each request registers again, which panics',
  inTests: false,
  docs: {
    what: 'Calls of `promauto.New…` and `prometheus.MustRegister` in loops, in functions that serve a request, and in functions that those of the same package call there, up to two in between, where the metric is the same each time.',
    why: 'A registry takes each metric once. The second registration fails, and both `promauto` and `MustRegister` panic then: with the second iteration, or the second request.',
    fix: 'Make metrics in variables of the package, or in a constructor that runs once. Tell cases apart by labels: `requests.WithLabelValues(name).Inc()`.',
    limits:
      'Silent where the name is neither constant nor a parameter that is given constants, where `ConstLabels` may differ, behind conditions and early returns without an error, for `promauto.With` and for registries that the code makes itself. Silent too where the package calls `Unregister`, or the function writes the metric’s variable or options. Of functions of other packages only those are followed that a loop or a handler calls itself.',
    sources: [
      'go-facts R2; github.com/prometheus/client_golang/prometheus/promauto: “panics if the registration fails”',
      'github.com/prometheus/client_golang/prometheus/registry.go (AlreadyRegisteredError)',
    ],
  },
  examples: [...METRIC_EXAMPLES, ...METRIC_SILENT, ...METRIC_PACKAGES],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      let isOtherwise: boolean | undefined;
      const isTired = pace(USES_PER_SLICE);
      for (const call of yield* readKnownCalls(file, typed, NAMES)) {
        if (isTired()) yield;
        const same = registersSame(call);
        const repeated = same ? yield* repetitionOf(call, same, typed) : undefined;
        if (!repeated || isRewritten(typed.at(call.offset)?.tree.text ?? '', call.arguments)) continue;
        isOtherwise ??= OTHERWISE.some(text => packageMentions(text, typed));
        if (isOtherwise) return;
        const { callee, calleeSpan, offset } = call;
        report({ span: calleeSpan, message: say[repeated.by]({ callee }), steps: repeated.steps }, offset);
      }
      for (const found of yield* readCallsBehind(file, typed, NAMES, METRICS)) {
        const { callee, calleeSpan, place, offset } = found;
        if (repeatsBehind(found)) report({ span: calleeSpan, message: say[place.loop ? 'loop' : 'request']({ callee }) }, offset);
      }
    },
  },
});
