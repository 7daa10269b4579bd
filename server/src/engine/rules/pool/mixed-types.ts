import type { Message } from '../../base/message.js';
import { messages } from '../../base/message.js';
import { pace, type Sliced } from '../../base/slices.js';
import { GETS_PER_SLICE, PUTS_PER_SLICE, readPoolFlows } from '../../go/flow/file-pools.js';
import { type PoolsByName, poolsOf } from '../../go/flow/named-pools.js';
import { calledFunction, isPoolMethod, type PoolCode, readingPoolCode } from '../../go/flow/pool-code.js';
import { type KnownPool, packagePools } from '../../go/flow/pool-contents.js';
import type { PutCall } from '../../go/flow/pool-facts.js';
import { certain, certainType } from '../../go/flow/pool-made.js';
import { poolOfMethod } from '../../go/flow/pool-place.js';
import type { TypedFile } from '../../go/package/typed-file.js';
import { identical } from '../../go/types/identity.js';
import type { PackageSource } from '../../go/types/importer.js';
import { isExported, type Type } from '../../go/types/model.js';
import { shortText } from '../../go/types/short-text.js';
import { rule } from '../rule.js';
import { MIXED_TYPES_EXAMPLES } from './mixed-types.examples.js';
import { NAMED_NEW_EXAMPLES } from './mixed-types.named.js';

const say = messages('pool/mixed-types', {
  asserted:
    '`New` of `{pool}` makes a `{made}`, and this assertion wants a `{type}`. It panics with “interface conversion”.\nAssert `{made}`.',
  put: '`{pool}` gets a `{type}` here, and its `New` makes a `{made}`. The assertion behind a `Get` then panics with “interface conversion”.\nPut a `{made}` only.',
  unwanted:
    '`{pool}` gets a `{type}` here, and each `Get` wants a `{wanted}`. The object is lost, or an assertion panics with “interface conversion”.\nPut it into the pool that it came from.',
});

export default rule({
  id: 'pool/mixed-types',
  messages: say,
  severity: 'error',
  otherSeverities: { warning: 'a `Put` brings another type than `New` makes' },
  since: '0.1.0',
  summary: 'A sync.Pool makes objects of one type, and a Get or a Put has another',
  inTests: true,
  docs: {
    what: 'A call `p.Get().(T)` whose pool has a `New` that makes another type than `T`, and a `Put` of another type than `New` makes, where the package asserts what `Get` returns without a check. Without a `New`, a `Put` of a type that no `Get` of the pool wants.',
    why: 'A pool holds values of type `any`, so the compiler compares nothing. `new(strings.Builder)` is a `*strings.Builder`, and the assertion to `strings.Builder` panics with `interface conversion: interface {} is *strings.Builder, not strings.Builder`. A `Put` of another type hides longer: the panic is in the call of `Get` that happens to receive it.',
    fix: 'Keep one type in each pool, best a pointer. A typed wrapper around the pool lets the compiler check it.',
    limits:
      'Only pools that the package makes: variables and fields, pointers and elements of lists too, with function literals or functions of the package as `New` whose returned values have one known type. Silent where a pool may come from elsewhere, for generic types, for assertions to interfaces, and for a `Get` with `, ok`.',
    sources: [
      'src/sync/pool.go',
      'https://github.com/x-stp/rxtls/pull/14',
      'https://github.com/FDio/govpp/pull/54',
      'github.com/klauspost/compress v1.13.4, zstd/zip.go: a writer goes to the pool of readers (mended in v1.13.5)',
      'github.com/valyala/fasthttp v1.55.0, peripconn.go: what the pool of TLS connections gives is asserted to another type',
    ],
  },
  examples: [...MIXED_TYPES_EXAMPLES, ...NAMED_NEW_EXAMPLES],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const named = poolsOf(workspace.goPackage(file.path));
      const isTired = pace(GETS_PER_SLICE);
      for (const { offset, pools } of file.declarations) {
        for (const get of pools.gets) {
          if (isTired()) yield;
          const declaration = get.uncheckedAssertion && typed.at(offset);
          const types = declaration && (yield* declaration.typing());
          const func = types && calledFunction(types, get.call);
          if (!func || !isPoolMethod(func, 'Get')) continue;
          const { pool } = yield* poolAt(yield* readingPoolCode(types), get.call, typed, named);
          const wanted = certain(types.typeOf(types.tree.parent(get.call)));
          if (!pool?.made || !wanted || identical(pool.made, wanted)) continue;
          const names = { pool: get.poolText, made: shortText(pool.made, typed.source) ?? '?', type: get.uncheckedAssertion!.type };
          report({ span: get.uncheckedAssertion!.span, message: say.asserted(names) }, offset);
        }
      }
      for (const { offset, puts, types } of yield* readPoolFlows(file, typed)) {
        const code = yield* readingPoolCode(types);
        for (const [i, { nodes, byHelper, argument, callee }] of puts.entries()) {
          if (i % PUTS_PER_SLICE === PUTS_PER_SLICE - 1) yield;
          const given = byHelper ? undefined : certainType(code, nodes.argument);
          if (!given) continue;
          const found = yield* poolAt(code, nodes.call, typed, named);
          const message = putMessage(found, given, callee.replace(/\.Put$/, ''), typed.source);
          if (message) report({ span: argument, message, severity: 'warning' }, offset);
        }
      }
    },
  },
});

interface Found {
  readonly pool: KnownPool | undefined;
  /** Other packages may take from it. */
  readonly isExported: boolean;
}

/** The pool of a call, as far as the package alone decides what it makes. */
function* poolAt(code: PoolCode, call: PutCall['nodes']['call'], { source, sources }: TypedFile, named: PoolsByName): Sliced<Found> {
  const { pools, givers, isWhole } = yield* packagePools(source, sources);
  const object = poolOfMethod(code, call, givers)?.object;
  const pool = object && pools.get(object);
  // What a body does that is not kept, names tell.
  const isKnown = pool?.isOwn && (isWhole || !named.get(object!.name)?.touched);
  return { pool: isKnown ? pool : undefined, isExported: object !== undefined && isExported(object.name) };
}

function putMessage({ pool, isExported: isOpen }: Found, given: Type, name: string, source: PackageSource): Message | undefined {
  const type = shortText(given, source) ?? '?';
  if (pool?.made) {
    if (!pool.isAsserted || identical(pool.made, given)) return undefined;
    return say.put({ pool: name, made: shortText(pool.made, source) ?? '?', type });
  }
  const [wanted] = pool?.wanted ?? [];
  if (!wanted || pool!.hasNew || isOpen || pool!.wanted!.some(w => identical(w, given))) return undefined;
  return say.unwanted({ pool: name, wanted: shortText(wanted, source) ?? '?', type });
}
