/** Asks for all types of code that is hard on the resolver; prints one line of JSON for each piece. Run with a small stack, apart from the tests. */
import { methodsOf } from '../../../src/engine/go/types/lookup.js';
import type { Type } from '../../../src/engine/go/types/model.js';
import { sizeOf } from '../../../src/engine/go/types/sizes.js';
import { TypeText } from '../../../src/engine/go/types/type-text.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { CYCLES } from '../../support/shapes/type-cycles.js';
import { TYPES } from '../../support/shapes/types.js';
import { filesOf, Program } from './marked-code.js';

export interface Hostile {
  readonly name: string;
  /** CPU milliseconds of a piece, and of one four times as large, at best. */
  readonly small: number;
  readonly large: number;
  readonly error?: string;
}

/** The compiler of JavaScript and a collection of garbage fall into some turns: the best of these, where one took long enough to be judged. */
const TURNS = 4;
const SURE_MS = 200;

function ask(engine: Engine, code: string): number {
  const program = new Program(engine, filesOf(code));
  const text = new TypeText(() => 1);
  const asked = new Set<Type>();
  const before = process.cpuUsage();
  for (const { file, declaration } of program.declarations()) {
    const types = program.typesOf(file, declaration.tree);
    for (const object of types.objects.values()) {
      if (object.kind !== 'type' || !object.type || asked.has(object.type)) continue;
      asked.add(object.type);
      for (const { object: member } of methodsOf(object.type).slice(0, 3)) text.of(member.type);
      sizeOf(object.type);
      text.of(object.type);
    }
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measure(engine: Engine, name: string, code: (n: number) => string, size: number): Hostile {
  try {
    ask(engine, code(Math.ceil(size / 64)));
    const pieces = [code(Math.ceil(size / 16)), code(Math.ceil(size / 4))];
    let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < TURNS && (turn === 0 || large > SURE_MS); turn++) {
      small = Math.min(small, ask(engine, pieces[0]!));
      large = Math.min(large, ask(engine, pieces[1]!));
    }
    return { name, small, large };
  } catch (error) {
    return { name, small: 0, large: 0, error: String(error instanceof Error ? error.stack : error).slice(0, 500) };
  }
}

async function main(): Promise<void> {
  const engine = await loadEngine();
  const say = (hostile: Hostile) => console.log(JSON.stringify(hostile));
  for (const [name, code] of Object.entries(CYCLES)) say(measure(engine, name, () => code, 1));
  for (const { name, size, text } of TYPES) say(measure(engine, name, text, size));
}

if (require.main === module) void main();
