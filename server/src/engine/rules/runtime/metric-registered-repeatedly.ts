import type { RelativeStep } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { pace, type Sliced } from '../../base/slices.js';
import { repeatedCallOf } from '../../go/known/callers.js';
import type { GivenValue } from '../../go/known/given-value.js';
import { type PlacedCall, readKnownCalls } from '../../go/known/known-calls.js';
import { USES_PER_SLICE } from '../../go/known/known-code.js';
import { METRICS } from '../../go/known/known-names.js';
import { packageMentions } from '../../go/known/package-mentions.js';
import type { TypedFile } from '../../go/package/typed-file.js';
import { rule } from '../rule.js';
import { METRIC_EXAMPLES } from './metric-registered-repeatedly.examples.js';
import { METRIC_SILENT } from './metric-registered-repeatedly.silent.js';

const say = messages('runtime/metric-registered-repeatedly', {
  loop: '`{callee}` registers the same metric in each iteration, and panics in the second: “duplicate metrics collector registration attempted”.\nRegister it once, before the loop.',
  request:
    '`{callee}` registers the same metric for each request, and panics at the second: “duplicate metrics collector registration attempted”.\nRegister it once, in a variable of the package.',
  calledInLoop: 'This call runs in each iteration of a loop.',
  calledByHandler: 'This call runs for each request.',
});

const isText = (value: GivenValue | undefined) => value === undefined || value.constant?.kind === 'string';

/** The metric has the same name and labels each time. */
function isSame(options: GivenValue | undefined): boolean {
  const fields = options?.elements;
  if (!fields?.has('Name') || fields.has('ConstLabels')) return false;
  return ['Name', 'Namespace', 'Subsystem'].every(f => isText(fields.get(f)));
}

/** A metric that was there before the loop or the function began, or a new one of the same name. */
function isSameCollector(value: GivenValue, { loop, func }: PlacedCall['place']): boolean {
  if (value.object !== undefined) return true;
  if (value.resultOf?.startsWith(`${METRICS}.New`)) {
    const around = loop ?? func;
    const isMadeBefore = value.declared !== undefined && around !== undefined && value.declared.start < around.start;
    return isMadeBefore || isSame(value.arguments?.[0]);
  }
  return false;
}

const registersSame = ({ name, arguments: given, place, isSpread }: PlacedCall): boolean =>
  !isSpread && (name === `${METRICS}.MustRegister` ? given.some(v => isSameCollector(v, place)) : isSame(given[0]));

/** The declaration gives the metric's variable, or a part of its options, another value. */
function isRewritten({ arguments: given, offset }: PlacedCall, typed: TypedFile): boolean {
  const text = typed.at(offset)?.tree.text ?? '';
  if (/\.(?:Name|Namespace|Subsystem|ConstLabels)(?:,| ?=(?!=))/.test(text)) return true;
  const names = given.flatMap(({ object }) => (object === undefined ? [] : [object.slice(object.lastIndexOf('.') + 1)]));
  return names.some(name => new RegExp(`\\b${name}(?:,| ?=(?!=))|&${name}\\b`).test(text));
}

/** Calls and names by which a package takes metrics back, or has registries for itself. */
const OTHERWISE = ['.Unregister(', '.DefaultRegisterer ='];

const NAMES = { has: (name: string) => name.startsWith(`${METRICS}/promauto.`) || name === `${METRICS}.MustRegister` };

interface Repeated {
  readonly by: 'loop' | 'request';
  readonly steps: readonly RelativeStep[];
}

/** In a loop or a handler, or in a function that one of the package calls there. */
function* repetitionOf({ place, function: name }: PlacedCall, typed: TypedFile): Sliced<Repeated | undefined> {
  if (place.isConditional) return undefined;
  if (place.loop) return { by: 'loop', steps: [] };
  if (place.isHandler) return { by: 'request', steps: [] };
  const call = name === undefined || place.isBehindReturn ? undefined : yield* repeatedCallOf(name, typed);
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
      'Silent where the name is not constant, where `ConstLabels` may differ, behind conditions and early returns without an error, for `promauto.With` and for registries that the code makes itself. Silent too where the package calls `Unregister`, or the function writes the metric’s variable or options. Constructors that other packages call repeatedly are not followed.',
    sources: [
      'go-facts R2; github.com/prometheus/client_golang/prometheus/promauto: “panics if the registration fails”',
      'github.com/prometheus/client_golang/prometheus/registry.go (AlreadyRegisteredError)',
    ],
  },
  examples: [...METRIC_EXAMPLES, ...METRIC_SILENT],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      let isOtherwise: boolean | undefined;
      const isTired = pace(USES_PER_SLICE);
      for (const call of yield* readKnownCalls(file, typed, NAMES)) {
        if (isTired()) yield;
        const repeated = registersSame(call) ? yield* repetitionOf(call, typed) : undefined;
        if (!repeated || isRewritten(call, typed)) continue;
        isOtherwise ??= OTHERWISE.some(text => packageMentions(text, typed));
        if (isOtherwise) return;
        const { callee, calleeSpan, offset } = call;
        report({ span: calleeSpan, message: say[repeated.by]({ callee }), steps: repeated.steps }, offset);
      }
    },
  },
});
