import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { type NamedPools, poolsOf } from '../../go/flow/named-pools.js';
import { neverPut } from '../../go/flow/package-text.js';
import { calledFunction, isPoolMethod } from '../../go/flow/pool-code.js';
import { isExported } from '../../go/types/model.js';
import { rule } from '../rule.js';
import { MISSING_PUT_EXAMPLES } from './missing-put.examples.js';

const say = messages('pool/missing-put', {
  lost: '`{name}` is not put back on this path. The garbage collector takes it, and a later `Get` makes a new object.\nDefer `{put}` after the `Get`.',
  dropped:
    '`{name}` is neither handed on nor put back on this path. The garbage collector takes it, and a later `Get` makes a new object.\nPut it back before this.',
  kept: '`{name}` never goes back to the pool: it stays in this function, which does not put it.\nDefer the `Put` behind this call.',
  never:
    'Nothing is ever put into `{pool}`, so each `Get` makes a new object, and the pool only costs.\nPut the object back when it is done with, or drop the pool.',
  stepGet: 'The object is taken from the pool here.',
  stepPut: 'Another path puts it back here.',
  stepHanded: 'Another path hands it on here.',
});

/** A variable or a field of the package, with a `New` as far as it tells. */
const isMade = (pools: NamedPools | undefined) => pools?.declarations.some(d => d.kind !== 'local' && (d.hasNew || pools.touched)) ?? false;

export default rule({
  id: 'pool/missing-put',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'An object of a pool is not put back, on one path or at all',
  inTests: false,
  docs: {
    what: 'A `return` of a function that takes an object from a `sync.Pool`, keeps it to itself, and puts it back on another path only: most often an early return for an error. A `return` or `continue` without an object that another path sends on. A function that works with an object alone and never puts it. And a `Get` from a pool into which the package puts nothing at all.',
    why: 'This is not a leak: the garbage collector takes the object. But each such call empties the pool by one, and `New` runs again, often exactly when many requests fail and memory is short. Measured with a function that fails every time, `New` ran once for each call.',
    fix: '`defer` the `Put` right after the `Get`, and return copies only; or put on every path.',
    limits:
      'Silent as soon as the object may have another owner: it is returned, stored, sent, captured by a function literal, or given to a function that is not of the standard library. Silent for returns that ask whether there is an object at all, as by the error that comes with it, unless the function that gives it does so beside an error too, or whether it has the right type or is fit (`d.closed`), for ends of a function without `return`, and for functions that put nothing into a pool that others fill. A pool that is exported, or whose address is taken, may be filled elsewhere, and so may one of a package with files for other systems or build tags.',
    sources: ['src/sync/pool.go', 'https://github.com/syncthing/syncthing/pull/7409', 'https://github.com/jaegertracing/jaeger/pull/2609'],
  },
  examples: MISSING_PUT_EXAMPLES,
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const { source, sources } = typed;
      const pkg = workspace.goPackage(file.path);
      const named = poolsOf(pkg);
      const gets = file.declarations.flatMap(({ offset, pools }) => pools.gets.map(get => ({ ...get, offset })));
      const own = gets.filter(({ poolName, local }) => !local && !isExported(poolName) && isMade(named.get(poolName)));
      const unfilled = own.length > 0 ? yield* neverPut(source, pkg, sources) : new Set();
      const said = new Set<string>();
      for (const { offset, poolName: pool, span, call } of own) {
        const declaration = unfilled.has(pool) ? typed.at(offset) : undefined;
        const types = declaration && (yield* declaration.typing());
        const func = types && calledFunction(types, call);
        if (!func || !isPoolMethod(func, 'Get')) continue;
        said.add(`${offset}/${span.start}`);
        report({ span, message: say.never({ pool }) }, offset);
      }
      for (const { offset, lost } of yield* readPoolFlows(file, typed)) {
        for (const { span, get, name, put, callee = '', handed } of lost) {
          if (said.has(`${offset}/${span.start}`)) continue;
          const message = put ? say.lost({ name, put: callee }) : handed ? say.dropped({ name }) : say.kept({ name });
          const other = put ? { span: put, message: say.stepPut } : handed ? { span: handed, message: say.stepHanded } : undefined;
          report(
            { span, message, steps: [...(put || handed ? [{ span: get, message: say.stepGet }] : []), ...(other ? [other] : [])] },
            offset,
          );
        }
      }
    },
  },
});
