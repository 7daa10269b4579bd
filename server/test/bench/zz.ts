import { loadEngine } from '../support/engine-for-tests.js';
import { readFileSync } from 'node:fs';
async function main() {
  const engine = await loadEngine();
  const p = (engine.go as any).parser;
  for (const f of process.argv.slice(2)) {
    const text = readFileSync(f,'utf8');
    let warm = p.parse(text); warm.delete();
    let calls = 0; let b = performance.now();
    const t0 = p.parse(text, null, {progressCallback: () => { calls++; return false; }}); const whole = performance.now()-b;
    b = performance.now(); const plain = p.parse(text); const tplain = performance.now()-b; plain.delete();
    const ref = t0.rootNode.toString(); t0.delete();
    for (const N of [8, 32, 64, 128, 256]) {
      let max = 0, n = 0; const s = performance.now(); let t: any = null;
      for (;;) { let left = N; const b = performance.now(); t = p.parse(text, null, {progressCallback: () => --left < 0}); max = Math.max(max, performance.now()-b); n++; if (t) break; }
      const d = performance.now()-s;
      console.log(f.slice(-20), text.length, 'calls', calls, 'plain', tplain.toFixed(0), 'whole', whole.toFixed(0), 'N', N, 'slices', n, 'sum', d.toFixed(0), 'max', max.toFixed(1), t.rootNode.toString() === ref);
      t.delete();
    }
  }
}
void main();
