/**
 * `npm run fuzz -- [--minutes N] [--inputs N] [--seed S] [--kind K …] [--children N] [--corpus DIR …]`: damages files, compiler output,
 * programs, settings and messages, and lives through sessions, until the time is over. Ends with 1 when anything was wrong.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Campaign, type CampaignEnd } from './campaign.js';

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '2' },
      inputs: { type: 'string' },
      seed: { type: 'string' },
      kind: { type: 'string', multiple: true, default: [] },
      corpus: { type: 'string', multiple: true, default: [] },
      children: { type: 'string', default: String(Math.min(4, cpus().length)) },
      rules: { type: 'string' },
      found: { type: 'string' },
    },
  });
  const end = await new Campaign({
    seed: values.seed === undefined ? Date.now() % 0x7fffffff : Number(values.seed),
    milliseconds: Number(values.minutes) * 60_000,
    ...(values.inputs !== undefined && { inputs: Number(values.inputs) }),
    kinds: values.kind,
    corpus: values.corpus,
    children: Number(values.children),
    ...(values.rules !== undefined && { rules: values.rules }),
    ...(values.found !== undefined && { foundDir: values.found }),
    say: line => console.log(line),
  }).run();
  print(end);
  return isClean(end) ? 0 : 1;
}

const isClean = ({ tallies, growths }: CampaignEnd) => tallies.every(t => t.faults.size === 0) && growths.every(g => g.isFlat);

function print({ tallies, growths, found }: CampaignEnd): void {
  console.log(
    `\n${'kind'.padEnd(16)} ${'inputs'.padStart(9)} ${'in all'.padStart(9)} ${'mean ms'.padStart(8)} ${'slowest'.padStart(8)}  faults`,
  );
  for (const { kind, inputs, count, ms, slowest, faults } of tallies) {
    const times = [...faults.values()].reduce((a, b) => a + b, 0);
    const mean = (ms / Math.max(1, count)).toFixed(2).padStart(8);
    console.log(
      `${kind.padEnd(16)} ${`${inputs}`.padStart(9)} ${`${count}`.padStart(9)} ${mean} ${slowest.ms.toFixed(0).padStart(8)}  ${times > 0 ? times : '-'}`,
    );
  }
  const sum = (of: (t: CampaignEnd['tallies'][number]) => number) => tallies.reduce((all, t) => all + of(t), 0);
  console.log(`${'all'.padEnd(16)} ${`${sum(t => t.inputs)}`.padStart(9)} ${`${sum(t => t.count)}`.padStart(9)}`);
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  for (const { slope, growth, isFlat } of growths)
    console.log(`heap ${isFlat ? 'flat' : 'GROWS'}: ${mb(growth)} MB in this run, ${mb(slope)} MB a million`);
  if (growths.length === 0) console.log('heap: too short a run to tell');
  for (const path of found) console.log(`kept: ${path}`);
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    console.error(error);
    process.exit(1);
  },
);
