/** Logging calls, before and after they ask for the level, and what only looks like one. */
import type { Case } from './cases.js';

const LOGGER = `type level int

const debug level = 1

type logger struct {
	min level
	out interface{ Emit(string, []any) }
}

func (l *logger) enabled(v level) bool { return v >= l.min }

func (l *logger) logw(v level, msg string, args ...any) {
	if l == nil || !l.enabled(v) {
		return
	}
	l.out.Emit(msg, args)
}

func (l *logger) Debugw(msg string, args ...any) { l.logw(debug, msg, args...) }
`;
const own = (call: string) =>
  `package a\n\n${LOGGER}\ntype t struct{ log *logger }\n\nfunc (x *t) f(n int, next func() int) {\n${call}\n}\n`;

export const GUARD_CASES: readonly Case[] = [
  {
    remedy: 'level-guard',
    name: "a package's own logger, through one method more",
    before: own('\tx.log.Debugw("m", "n", «n»)'),
    after: own('\tif x.log != nil && x.log.enabled(debug) {\n\t\tx.log.Debugw("m", "n", n)\n\t}'),
  },
  {
    remedy: 'level-guard',
    name: 'the level as an argument, over several lines',
    before: own('\tx.log.logw(2, "m",\n\t\t"n", «n»,\n\t)'),
    after: own('\tif x.log != nil && x.log.enabled(2) {\n\t\tx.log.logw(2, "m",\n\t\t\t"n", n,\n\t\t)\n\t}'),
  },
  {
    remedy: 'level-guard',
    name: 'log/slog with a context',
    before:
      'package a\n\nimport (\n\t"context"\n\t"log/slog"\n)\n\nfunc f(ctx context.Context, log *slog.Logger, xs []int) {\n\tlog.DebugContext(ctx, "m", "n", «len(xs)»)\n}\n',
    after:
      'package a\n\nimport (\n\t"context"\n\t"log/slog"\n)\n\nfunc f(ctx context.Context, log *slog.Logger, xs []int) {\n\tif log.Enabled(ctx, slog.LevelDebug) {\n\t\tlog.DebugContext(ctx, "m", "n", len(xs))\n\t}\n}\n',
  },
  {
    remedy: 'level-guard',
    name: 'a function with a switch of the package',
    before:
      'package a\n\nimport "log"\n\nvar debugging bool\n\nfunc debugf(format string, args ...any) {\n\tif debugging {\n\t\tlog.Printf(format, args...)\n\t}\n}\n\nfunc f(n int) {\n\tdebugf("n %d", «n»)\n}\n',
    after:
      'package a\n\nimport "log"\n\nvar debugging bool\n\nfunc debugf(format string, args ...any) {\n\tif debugging {\n\t\tlog.Printf(format, args...)\n\t}\n}\n\nfunc f(n int) {\n\tif debugging {\n\t\tdebugf("n %d", n)\n\t}\n}\n',
  },
  {
    remedy: 'level-guard',
    name: 'an interface that answers',
    before:
      'package a\n\ntype logger interface {\n\tDebugf(string, ...any)\n\tIsDebugEnabled() bool\n}\n\ntype t struct{ log logger }\n\nfunc (x *t) f(n int) {\n\tx.log.Debugf("n %d", «n»)\n}\n',
    after:
      'package a\n\ntype logger interface {\n\tDebugf(string, ...any)\n\tIsDebugEnabled() bool\n}\n\ntype t struct{ log logger }\n\nfunc (x *t) f(n int) {\n\tif x.log.IsDebugEnabled() {\n\t\tx.log.Debugf("n %d", n)\n\t}\n}\n',
  },
];

export const GUARD_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'an argument does something', text: own('\tx.log.Debugw("m", "n", «next()»)') },
  { why: 'the level is asked for already', text: own('\tif x.log.enabled(debug) {\n\t\tx.log.Debugw("m", "n", «n»)\n\t}') },
  { why: 'a variable has the name of the level', text: own('\tdebug := n\n\tx.log.Debugw("m", "n", «debug»)') },
  {
    why: 'the logger writes in any case',
    text: 'package a\n\ntype l struct{ n int }\n\nfunc (x *l) Debugw(args ...any) {\n\tx.n++\n\tif x.n > 3 {\n\t\treturn\n\t}\n}\n\nfunc f(x *l, n int) {\n\tx.Debugw(«n»)\n}\n',
  },
  {
    why: 'what the method asks may do more',
    text: 'package a\n\ntype l struct{ n int }\n\nfunc (x *l) take() bool { x.n++; return x.n > 3 }\n\nfunc (x *l) Debugw(args ...any) {\n\tif x.take() {\n\t\treturn\n\t}\n}\n\nfunc f(x *l, n int) {\n\tx.Debugw(«n»)\n}\n',
  },
  {
    why: 'an error that was met is no switch',
    text: 'package a\n\ntype l struct{ err error }\n\nfunc (x *l) fatal(args ...any) {\n\tif x.err != nil {\n\t\treturn\n\t}\n\tx.err = nil\n}\n\nfunc f(x *l, n int) {\n\tx.fatal(«n»)\n}\n',
  },
  {
    why: 'the function does something after its question',
    text: 'package a\n\nvar debug bool\nvar n2 int\n\nfunc debugf(args ...any) {\n\tif debug {\n\t\tprintln(args)\n\t}\n\tn2++\n}\n\nfunc f(n int) {\n\tdebugf(«n»)\n}\n',
  },
  {
    why: 'nil is hardly a switch',
    text: 'package a\n\ntype l struct{ n int }\n\nfunc (x *l) Debugw(args ...any) {\n\tif x == nil {\n\t\treturn\n\t}\n\tx.n++\n}\n\nfunc f(x *l, n int) {\n\tx.Debugw(«n»)\n}\n',
  },
];
