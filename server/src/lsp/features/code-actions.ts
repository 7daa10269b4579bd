/**
 * Light bulb and fix-all. Nothing is remembered between requests: the findings of the text as it is now are turned into edits of that very
 * version, and the editor refuses them when the text has moved on.
 */

import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { type Edit, type Finding, type Fix, hasReasons, type Span } from '../../engine/base/finding.js';
import { plain } from '../../engine/base/wording.js';
import { hasSlashComments } from '../../engine/builds/kinds.js';
import { ruleById } from '../../engine/rules/registry.js';
import { FIX_ALL } from '../core/capabilities.js';
import { OPEN_LIGHT_BULB, SHOW_WHY_ESCAPES, type ShowWhyEscapesArguments } from '../core/messages.js';
import type { OpenDocument } from '../documents/documents.js';
import { say } from '../words.js';
import { firstLineOf } from './heads.js';
import { suppressEdit } from './suppress-edit.js';
import { type Places, SOURCE, touches } from './to-lsp.js';

export interface ActionRequest {
  readonly document: OpenDocument;
  /** Of the document's present text, sorted. */
  readonly findings: readonly Finding[];
  readonly span: Span;
  /** Kinds the client asks for; undefined: all that belong in a light bulb. */
  readonly only: readonly string[] | undefined;
  /** What the client shows there. */
  readonly diagnostics: readonly Diagnostic[];
  /** The fixes to offer for a finding where they are not its own (see compiler/verified-fixes.ts). */
  readonly fixes?: ReadonlyMap<Finding, readonly Fix[]>;
  /** The compiler has not been waited for; asked again by a person, there may be more fixes. */
  readonly isOpen?: boolean;
  /** The client has the commands of `messages.ts`. */
  readonly hasCommands: boolean;
}

export interface EditTarget extends Places {
  /** Version of an open document; null for a file that is not open. */
  version(file: string): number | null;
}

export function codeActions(request: ActionRequest, target: EditTarget, documentChanges: boolean): CodeAction[] {
  const wants = (kind: string) => request.only === undefined || request.only.some(only => kind === only || kind.startsWith(`${only}.`));
  const toEdit = (edits: readonly Edit[]) => workspaceEdit(edits, target, documentChanges);
  const actions: CodeAction[] = [];
  const text = request.document.text.getText();
  const here = request.findings.filter(({ suppressed, span }) => !suppressed && touches(firstLineOf(text, span), request.span));
  const fixesOf = (finding: Finding) => request.fixes?.get(finding) ?? finding.fixes;
  if (wants(CodeActionKind.QuickFix)) {
    for (const finding of here) {
      const fixes = fixesOf(finding).filter(f => !f.refactors);
      actions.push(...quickFixes({ ...finding, fixes }, request.diagnostics, toEdit));
    }
    if (request.hasCommands && request.isOpen) actions.push(verification(here, request));
    if (request.hasCommands) actions.push(...reasons(here, request, target));
    actions.push(...suppressions(here, request, toEdit));
  }
  if (wants(CodeActionKind.RefactorExtract)) {
    for (const { title, edits } of here.flatMap(fixesOf).filter(f => f.refactors)) {
      const edit = toEdit(edits);
      if (edit !== undefined) actions.push({ title: plain(title), kind: CodeActionKind.RefactorExtract, edit });
    }
  }
  if (request.only !== undefined && wants(FIX_ALL)) {
    const edit = toEdit(safeEdits(request.findings));
    if (edit !== undefined) actions.push({ title: plain(say.fixAll), kind: FIX_ALL, edit });
  }
  return actions;
}

function quickFixes(
  finding: Finding,
  shown: readonly Diagnostic[],
  toEdit: (edits: readonly Edit[]) => WorkspaceEdit | undefined,
): CodeAction[] {
  return finding.fixes.flatMap(fix => {
    const edit = toEdit(fix.edits);
    if (edit === undefined) return [];
    return [
      {
        title: plain(fix.title),
        kind: CodeActionKind.QuickFix,
        diagnostics: answered(finding.rule, shown),
        isPreferred: fix.safe,
        edit,
      },
    ];
  });
}

/**
 * A click on a light bulb that has just come up shows what was known when it came. This opens the menu anew, as Ctrl+. does, which waits
 * for the compiler.
 */
function verification(here: readonly Finding[], { diagnostics }: ActionRequest): CodeAction {
  const title = plain(say.verify);
  // Editors sort what answers no diagnostic to the end.
  const rules = [...new Set(here.map(({ rule }) => rule))];
  const answers = rules.flatMap(rule => answered(rule, diagnostics));
  return { title, kind: CodeActionKind.QuickFix, diagnostics: answers, command: { title, command: OPEN_LIGHT_BULB } };
}

/** Opens the tree of reasons; one action, since the tree shows all that is at the place. */
function reasons(here: readonly Finding[], { document, diagnostics }: ActionRequest, { uri, range }: EditTarget): CodeAction[] {
  const first = here.find(hasReasons);
  const place = first && range(document.key, first.span);
  if (!first || !place) return [];
  const args: ShowWhyEscapesArguments = [uri(document.key), place.start];
  const title = plain(say.why);
  const command = { title, command: SHOW_WHY_ESCAPES, arguments: [...args] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: answered(first.rule, diagnostics), command }];
}

/** One action per rule, not per finding: a comment hides all findings of its rule on the line. */
function suppressions(
  here: readonly Finding[],
  { document, diagnostics }: ActionRequest,
  toEdit: (edits: readonly Edit[]) => WorkspaceEdit | undefined,
): CodeAction[] {
  const seen = new Set<string>();
  return here.flatMap(({ rule, span }) => {
    const insert = suppressEdit(document.text.getText(), hasSlashComments(document.key), span.start, rule);
    const edit = insert && toEdit([{ file: document.key, ...insert }]);
    if (edit === undefined || ruleById(rule)?.suppressible === false || seen.has(rule)) return [];
    seen.add(rule);
    const title = plain(say.suppress({ rule }));
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics: answered(rule, diagnostics), edit }];
  });
}

/**
 * Edits of every safe fix, the first one of each finding. A fix whose edits overlap one taken before is left for the next round: running
 * fix-all again applies it to the then present text.
 */
export function safeEdits(findings: readonly Finding[]): readonly Edit[] {
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix: Fix | undefined = finding.suppressed ? undefined : finding.fixes.find(({ safe }) => safe);
    if (fix === undefined) continue;
    const added = fix.edits.filter(edit => !taken.some(other => isSame(edit, other)));
    if (!added.some(edit => taken.some(other => collides(edit, other)))) taken.push(...added);
  }
  return taken;
}

function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

/** Insertions at one place collide as well: their order would be a guess. */
function collides(a: Edit, b: Edit): boolean {
  return a.file === b.file && touches(a.span, b.span);
}

function answered(rule: string, shown: readonly Diagnostic[]): Diagnostic[] {
  return shown.filter(({ source, code }) => source === SOURCE && code === rule);
}

/** Undefined when there is nothing to change, or when a place is not known: half a fix is none. */
function workspaceEdit(edits: readonly Edit[], target: EditTarget, documentChanges: boolean): WorkspaceEdit | undefined {
  const byFile = new Map<string, TextEdit[]>();
  for (const { file, span, newText } of edits) {
    const range = target.range(file, span);
    if (range === undefined) return undefined;
    const list = byFile.get(file) ?? [];
    byFile.set(file, list);
    list.push({ range, newText });
  }
  if (byFile.size === 0) return undefined;
  const files = [...byFile].map(([file, changes]) => ({ uri: target.uri(file), version: target.version(file), changes }));
  if (!documentChanges) return { changes: Object.fromEntries(files.map(({ uri, changes }) => [uri, changes])) };
  return { documentChanges: files.map(({ uri, version, changes }) => ({ textDocument: { uri, version }, edits: changes })) };
}
