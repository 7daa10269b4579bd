/** Where functions of a package call one another again and again: in loops, and for each request. */
import type { Location } from '../../base/finding.js';
import { pace, type Sliced } from '../../base/slices.js';
import { K } from '../../syntax/flat-tree.js';
import { calledFunction, readingPoolCode } from '../flow/pool-code.js';
import { typingWhole } from '../package/function-now.js';
import type { TypedFile } from '../package/typed-file.js';
import { type CodePlace, placeOf } from './code-place.js';

/** Declarations, then the search for a name rests. */
const DECLARATIONS_PER_SLICE = 500;
/** So many declarations of a package are looked at for one name. */
const MAX_LOOKED = 50;

export interface RepeatedCall extends Location {
  readonly place: CodePlace;
}

/** The first call of the package's function `name` that runs again and again, on each way through what is around it. */
export function* repeatedCallOf(name: string, { source, sources }: TypedFile): Sliced<RepeatedCall | undefined> {
  sources.asksBodies(source);
  let looked = 0;
  const isTired = pace(DECLARATIONS_PER_SLICE);
  for (const file of source.files) {
    if (file.path.endsWith('_test.go')) continue;
    for (const declaration of file.declarations) {
      if (isTired()) yield;
      const { code, names, whole } = declaration;
      if (code === undefined || names[0] === name || !code.includes(`${name}(`) || ++looked > MAX_LOOKED || !whole) continue;
      const types = yield* typingWhole({ source, file, declaration }, sources);
      if (!types) continue;
      const own = yield* readingPoolCode(types);
      for (let n = 0; n < whole.count; n++) {
        const func = whole.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
        if (!func || func.name !== name || func.isMethod || func.pkg?.path !== source.path) continue;
        const place = placeOf(own, n);
        if (place.isConditional || !(place.loop || place.isHandler)) continue;
        const { start, end } = whole.span(n);
        return { file: file.path, span: { start: start + declaration.offset, end: end + declaration.offset }, place };
      }
    }
  }
  return undefined;
}
