/**
 * Fixes for escapes, checked by the compiler before they are shown. When a person opens the light bulb, each fixed text is compiled beside
 * the present one; a fix that does not build, or does not do what it says, is not offered. Where there is no compiler to ask, fixes are
 * offered without a claim. One verification at a time: a newer one, an edit or a cancelled request ends it.
 */
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import type { Finding, Fix } from '../../engine/base/finding.js';
import { LineIndex } from '../../engine/base/line-index.js';
import { followedBy, type Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { remediesFor } from '../../engine/compiler/remedies/registry.js';
import type { Remedy } from '../../engine/compiler/remedies/remedy.js';
import { editedTexts, isProven } from '../../engine/compiler/remedies/verdict.js';
import { type SourceFile, typesOf } from '../../engine/compiler/source-file.js';
import { DeclarationCache, readGoFile } from '../../engine/go/package/read-file.js';
import { ruleById } from '../../engine/rules/registry.js';
import { readAllocationSites } from '../../engine/sites/allocation-sites.js';
import type { Tried } from '../../engine/workspace/trial.js';
import type { Host, VerifyOutcome } from '../core/host.js';
import type { Settings } from '../core/settings.js';
import type { Documents, OpenDocument } from '../documents/documents.js';
import { say } from '../words.js';
import { once } from './once.js';
import { isSound } from './sound-fix.js';

/** Milliseconds that the compiler may take for all fixes at one place. */
export const BUDGET = 3000;
/** Milliseconds that the cursor rests before fixes are verified without being asked for. */
const REST = 400;
/** Files that are parsed to know all uses of a name: with more of them the editor would wait, and the fix is not looked for. */
const MAX_READ = 12;
/** Verdicts kept; the oldest go first. */
const MAX_KNOWN = 200;
const LOWEST_LANGUAGE = { major: 1, minor: 16 };

export interface FixContext extends Tried {
  readonly host: Host;
  readonly documents: Documents;
  settings(): Settings;
  isTrusted(): boolean;
  /** The fixes at a place in the document are known now. */
  verified(document: OpenDocument): void;
}

/** `own`: a rule's fix, shown without a claim until something is known. Remedies wait for the verdict. */
interface Candidate extends Omit<Remedy, 'title'> {
  readonly title: Message;
  readonly finding: Finding;
  readonly own: boolean;
  readonly changed: ReadonlyMap<string, string>;
  readonly key: string;
}

/** What to offer at a place. */
export interface Offer {
  readonly fixes: ReadonlyMap<Finding, readonly Fix[]>;
  /** There may be more: nobody has waited yet for what the compiler says about them. */
  readonly isOpen: boolean;
}

type Verdict = 'proven' | 'refused' | 'unknown';

interface Run {
  readonly keys: ReadonlySet<string>;
  readonly source: CancellationTokenSource;
  readonly done: Promise<void>;
  /** A request waits for it, and answers with what is found. */
  awaited: boolean;
}

export class VerifiedFixes {
  private readonly known = new Map<string, Verdict>();
  /** Files of the state of the package that was asked about last: the cursor moves more often than the text changes. */
  private parsed: { readonly stamp: string; source(path: string): SourceFile } | undefined;
  private run: Run | undefined;
  private quiet: (() => void) | undefined;

  constructor(private readonly context: FixContext) {}

  /**
   * The fixes to offer for each finding. With `wait` the compiler is asked and waited for, else what is known is used and the compiler is
   * asked when the cursor rests. Undefined when the text changed meanwhile: edits made for the old one are of no use.
   */
  async of(document: OpenDocument, findings: readonly Finding[], wait: boolean, token: CancellationToken): Promise<Offer | undefined> {
    const stamp = this.stamp(document);
    const candidates = await this.candidates(document, findings, stamp);
    const canVerify = this.context.isTrusted() && this.context.host.compiler?.verify !== undefined;
    const open = canVerify ? candidates.filter(({ key }) => !this.known.has(key)) : [];
    if (open.length > 0 && !token.isCancellationRequested) {
      if (wait) await this.verify(document, open, token);
      else this.verifyAtRest(document, open, stamp);
    }
    if (this.stamp(document) !== stamp) return undefined;
    return {
      fixes: new Map(findings.map(f => [f, candidates.filter(c => c.finding === f).flatMap(c => this.shown(c, canVerify))])),
      isOpen: canVerify && candidates.some(({ own, key }) => !own && !this.known.has(key)),
    };
  }

  /** Ends what runs: the text has changed, or nobody waits any more. */
  stop(): void {
    this.quiet?.();
    this.quiet = undefined;
    this.run?.source.cancel();
    this.run = undefined;
  }

  /** Files on disk, tools or trust have changed. */
  forget(): void {
    this.stop();
    this.known.clear();
    this.parsed = undefined;
  }

  private shown({ title, safe, edits, own, verified, key, refactors }: Candidate, canVerify: boolean): Fix[] {
    const verdict = canVerify ? this.known.get(key) : 'unknown';
    if (verdict === 'refused' || (verdict === undefined && !own) || (refactors && verdict !== 'proven')) return [];
    return [{ title: verdict === 'proven' ? followedBy(title, verified) : title, safe, edits, ...(refactors && { refactors }) }];
  }

  private verifyAtRest(document: OpenDocument, open: readonly Candidate[], stamp: string): void {
    if (this.context.settings().config.compilerRun === 'manual') return;
    this.quiet?.();
    this.quiet = this.context.host.delay(REST, () => {
      this.quiet = undefined;
      if (this.stamp(document) !== stamp) return;
      const left = open.filter(({ key }) => !this.known.has(key));
      // A menu that was asked for meanwhile has been dropped for this request.
      if (left.length === 0) return this.context.verified(document);
      void this.verify(document, left).then(({ awaited }) => {
        // News makes an editor ask by itself, and drop the menu that somebody is about to see.
        if (awaited || this.stamp(document) !== stamp || !open.some(({ key }) => this.known.has(key))) return;
        this.context.verified(document);
      });
    });
  }

  /** Resolves when all is known, the budget is used up or the token is cancelled. Never rejects. */
  private async verify(document: OpenDocument, open: readonly Candidate[], token?: CancellationToken): Promise<Run> {
    const isCovered = this.run !== undefined && open.every(({ key }) => this.run?.keys.has(key));
    if (!isCovered) {
      this.stop();
      this.run = this.start(document, open);
    }
    const run = this.run!;
    if (token) run.awaited = true;
    const listener = token?.onCancellationRequested(() => run.source.cancel());
    await run.done;
    listener?.dispose();
    return run;
  }

  private start(document: OpenDocument, open: readonly Candidate[]): Run {
    const { host, documents, workspace, engine, settings } = this.context;
    const source = new CancellationTokenSource();
    const texts = new Map([...documents.all()].filter(({ isGo }) => isGo).map(({ key, text }) => [key, text.getText()]));
    const request = { path: document.key, open: texts, variants: open.map(c => c.changed), tools: settings().tools, workspace, engine };
    const tell = (index: number, outcome: VerifyOutcome) => {
      const candidate = open[index];
      if (candidate && !source.token.isCancellationRequested) this.remember(candidate.key, this.judge(candidate, outcome));
    };
    // The wait ends with the cancellation even if the host takes its time to end what runs.
    const cancelled = new Promise<void>(resolve => source.token.onCancellationRequested(() => resolve()));
    const stopClock = host.delay(BUDGET, () => source.cancel());
    const asked = (host.compiler?.verify?.(request, source.token, tell) ?? Promise.resolve()).catch((error: unknown) =>
      host.log('error', `verify: ${error instanceof Error ? error.message : String(error)}`),
    );
    const done = Promise.race([asked, cancelled]).then(() => {
      stopClock();
      if (this.run?.source === source) this.run = undefined;
    });
    return { keys: new Set(open.map(({ key }) => key)), source, done, awaited: false };
  }

  private judge(candidate: Candidate, outcome: VerifyOutcome): Verdict {
    if (outcome.status !== 'built') return outcome.status === 'broken' ? 'refused' : 'unknown';
    const { finding, changed } = candidate;
    const { workspace, engine } = this.context;
    const parse = (text: string | undefined) => (text === undefined ? undefined : engine.go.parse(text));
    const before = (path: string) => parse(workspace.text(path));
    const after = once((path: string) => (changed.has(path) ? parse(changed.get(path)) : before(path)));
    const mayBeUnprinted = ruleById(finding.rule)?.compiler?.silentSince !== undefined;
    return isProven({ finding, mayBeUnprinted }, candidate, outcome, { before, after }) ? 'proven' : 'refused';
  }

  private remember(key: string, verdict: Verdict): void {
    this.known.set(key, verdict);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_KNOWN && oldest !== undefined) this.known.delete(oldest);
  }

  private async candidates(document: OpenDocument, findings: readonly Finding[], stamp: string): Promise<Candidate[]> {
    const { workspace } = this.context;
    const text = document.text.getText();
    const files = await this.directory(document);
    if (this.stamp(document) !== stamp) return [];
    if (this.parsed?.stamp !== stamp) {
      const read = (path: string) => this.parse(path, path === document.key ? text : (files.get(path) ?? ''));
      this.parsed = { stamp, source: once(read) };
    }
    const { source } = this.parsed;
    const packageFiles = (name: string) => {
      const wanted = [...files].flatMap(([path, content]) => (content.includes(name) ? [path] : []));
      return wanted.length > MAX_READ ? undefined : wanted.map(source);
    };
    const language = workspace.module(document.key)?.go?.version ?? LOWEST_LANGUAGE;
    const candidates = findings.flatMap((finding): Candidate[] => {
      const request = { finding, source: source(document.key), pkg: workspace.goPackage(document.key), language, packageFiles };
      const own = finding.fixes.map(fix => ({ ...fix, own: true, proof: 'builds' as const, verified: say.compiles }));
      const remedies = remediesFor(request).map(remedy => ({ ...remedy, own: false }));
      return [...own, ...remedies].flatMap(fix => {
        const changed = editedTexts(fix.edits, path => (path === document.key ? text : files.get(path)));
        return changed ? [{ ...fix, finding, changed, key: `${stamp} ${JSON.stringify([finding.span, fix.edits])}` }] : [];
      });
    });
    for (const { key, changed } of candidates.filter(c => c.refactors && !this.known.has(c.key)))
      if (!(await isSound(this.context, files, changed))) this.remember(key, 'refused');
    return this.stamp(document) === stamp ? candidates : [];
  }

  /** Texts of all Go files beside the document, as the editor has them or as they are on disk. */
  private async directory(document: OpenDocument): Promise<Map<string, string>> {
    const { host, workspace } = this.context;
    const directory = dirName(document.key);
    const keys = new Set([document.key]);
    for (const key of workspace.paths()) if (key.endsWith('.go') && dirName(key) === directory) keys.add(key);
    for await (const portion of host.listFiles(directory, ['go'], false)) for (const key of portion) keys.add(key);
    const out = new Map<string, string>();
    for (const key of keys) {
      const text = workspace.text(key) ?? (await host.readFile(key));
      if (text !== undefined) out.set(key, text);
    }
    return out;
  }

  private parse(path: string, text: string): SourceFile {
    const { engine, workspace } = this.context;
    // What the workspace has read is not read, nor its types worked out, again.
    const known = workspace.goSource(path);
    const syntax = known?.text === text ? known.syntax : engine.go.parse(text);
    const facts = known?.text === text ? known.facts : readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites));
    const typed = () => (workspace.text(path) === text ? workspace.typed(path) : undefined);
    return { path, lines: new LineIndex(text), syntax, facts, ...typesOf(typed, syntax) };
  }

  /** Tells states of the package in the editor apart: URIs and versions of its open documents. */
  private stamp(document: OpenDocument): string {
    const directory = dirName(document.key);
    const beside = [...this.context.documents.all()].filter(({ key }) => dirName(key) === directory);
    return JSON.stringify(beside.map(({ key, text }) => [key, text.version]).sort());
  }
}
