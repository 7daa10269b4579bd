import type { RelativeFix, Severity } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import { type BuildSource, isBuildFile } from '../../builds/facts.js';
import { type PlacedSetting, placeOf, settingsNamed } from '../../builds/settings.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { say as shared } from '../words.js';
import { ENV_VALUE_EXAMPLES } from './env-value.examples.js';

const say = messages('build/env-value', {
  gogc: '`GOGC={value}` is ignored; the garbage collector runs as with 100.\nUse a whole number without a unit, such as `GOGC=50`, or `off`.',
  gogcZero:
    '`GOGC={value}` does not switch the garbage collector off: it collects all the time.\nUse `off`, or a limit by `GOMEMLIMIT` with a value above 0.',
  gomemlimit:
    '`{value}` is not a valid GOMEMLIMIT; Go programs exit at startup with “malformed GOMEMLIMIT”.\nUse B, KiB, MiB, GiB or TiB, such as `512MiB`.',
  gomaxprocs: '`GOMAXPROCS={value}` is ignored; Go uses the number of processors.\nUse a whole number above 0, or leave the variable out.',
  godebug: '`{item}` is ignored in GODEBUG.\nWrite its items as `name=value`, separated by commas without blanks.',
  goamd64:
    '`GOAMD64={value}` is not a level. Go 1.22 and older fail with “invalid GOAMD64”; Go 1.24 and later silently build for v1.\nUse v1, v2, v3 or v4.',
  dividedMemory:
    'With this divisor `GOMEMLIMIT` gets the limit in units of `{divisor}`, and Go reads that number as bytes. The garbage collector runs all the time.\nRemove the divisor: without one the value is in bytes.',
  dividedCpu:
    'With this divisor `GOMAXPROCS` gets the limit in thousandths of a processor: 1000 for one.\nRemove the divisor: without one the value is in whole processors.',
  cgoEnabled: '`CGO_ENABLED={value}` is ignored; only 0 and 1 have an effect. Go uses its default.\nWrite 0 or 1.',
});

interface Verdict {
  readonly message: Message;
  readonly severity?: Severity;
  /** The value that was meant, when there is one way to read it. */
  readonly meant?: string;
}

const CHECKS = table<(value: string) => Verdict | undefined>({
  GOGC: value => {
    if (/^[-+]?0+$/.test(value)) return { message: say.gogcZero({ value }), meant: 'off' };
    if (value === 'off' || isInteger(value)) return undefined;
    const meant = /^(\d+)%$/.exec(value)?.[1];
    return {
      message: say.gogc({ value }),
      ...(meant !== undefined && { meant }),
    };
  },
  GOMEMLIMIT: value => {
    if (value === 'off' || /^\d+(?:B|KiB|MiB|GiB|TiB)?$/.test(value)) return undefined;
    const unit = /^(\d+)\s*([KMGT])(?:i?[Bb]?)$/i.exec(value);
    return {
      severity: 'error',
      message: say.gomemlimit({ value }),
      ...(unit && { meant: `${unit[1]}${unit[2]!.toUpperCase()}iB` }),
    };
  },
  GOMAXPROCS: value => (/^0*[1-9]\d{0,8}$/.test(value) ? undefined : { message: say.gomaxprocs({ value }) }),
  GODEBUG: value => {
    const items = value.split(',').filter(i => i !== '');
    const wrong = items.find(i => !/^[^=\s]+=[^\s]*$/.test(i));
    return wrong === undefined ? undefined : { message: say.godebug({ item: wrong }) };
  },
  GOAMD64: value => {
    if (/^v[1-4]$/.test(value)) return undefined;
    const level = /^V?([1-4])$/.exec(value)?.[1];
    return {
      message: say.goamd64({ value }),
      ...(level !== undefined && { meant: `v${level}` }),
    };
  },
  CGO_ENABLED: value => {
    if (value === '0' || value === '1') return undefined;
    const meant = /^(?:false|off|no)$/i.test(value) ? '0' : /^(?:true|on|yes)$/i.test(value) ? '1' : undefined;
    return {
      message: say.cgoEnabled({ value }),
      ...(meant !== undefined && { meant }),
    };
  },
});

function isInteger(value: string): boolean {
  return /^[-+]?\d{1,10}$/.test(value) && Math.abs(Number(value)) < 2 ** 31;
}

function check({ file, report }: RuleContext<BuildSource>): void {
  checkDivided(file, report);
  const ofBuilds = settingsNamed(file, name => CHECKS[name] !== undefined);
  const seen = new Set(ofBuilds.map(placed => placed.span.start));
  const ofRuns = (isBuildFile(file) ? (file.runtime ?? []) : []).flatMap(setting => (setting.span ? [placeOf(setting, setting.span)] : []));
  for (const placed of [...ofBuilds, ...ofRuns.filter(({ span }) => !seen.has(span.start))]) {
    const { name, text } = placed.setting;
    if (text === undefined || text === '') continue;
    const verdict = CHECKS[name]!(text);
    if (!verdict) continue;
    report({
      span: placed.span,
      message: verdict.message,
      ...(verdict.severity && { severity: verdict.severity }),
      fixes: verdict.meant === undefined ? [] : fix(placed, verdict.meant),
    });
  }
}

/** Units of memory that are more than a byte. */
const UNITS_OF_BYTES = new Set(['k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti'].map(unit => `1${unit}`));

function checkDivided(file: BuildSource, report: RuleContext<BuildSource>['report']): void {
  for (const { name, divisor, span } of isBuildFile(file) ? (file.divided ?? []) : []) {
    if (name === 'GOMEMLIMIT' && UNITS_OF_BYTES.has(divisor)) report({ span, message: say.dividedMemory({ divisor }) });
    if (name === 'GOMAXPROCS' && divisor === '1m') report({ span, message: say.dividedCpu });
  }
}

function fix({ written, span }: Pick<PlacedSetting, 'written' | 'span'>, newText: string): RelativeFix[] {
  return written ? [{ title: shared.replaceFix({ text: newText }), safe: false, edits: [{ span, newText }] }] : [];
}

export default rule({
  id: 'build/env-value',
  messages: say,
  severity: 'warning',
  otherSeverities: { error: 'it is GOMEMLIMIT' },
  since: '0.1.0',
  summary: 'value of GOGC, GOMEMLIMIT, GOMAXPROCS, GODEBUG, GOAMD64 or CGO_ENABLED that Go ignores or refuses',
  docs: {
    what: 'Reports values of these variables that Go cannot read, in Dockerfiles, CI, make, release and editor files, and where programs get them: in compose files, manifests of Kubernetes and values of Helm. A limit of the container that is divided on its way is reported too.',
    why: 'Most of them are ignored silently: `GOGC=50%` collects as with 100, `GOGC=0` all the time, `GOMAXPROCS=auto` uses every processor, `CGO_ENABLED=false` leaves cgo on, `GOAMD64=3` builds for the oldest processors. `GOMEMLIMIT=512MB` is the exception: every Go program that sees it, also the go command, exits with a fatal error.',
    fix: 'Write the value in the form that Go reads: `GOGC=50`, `GOMEMLIMIT=512MiB`, `GOMAXPROCS=4`, `GODEBUG=gctrace=1`, `GOAMD64=v3`, `CGO_ENABLED=0`.',
    limits:
      'Values that come out of a variable nobody gives are not looked at. Names inside GODEBUG are not checked: they change from release to release, and an unknown name is harmless. What Go 1.23 does with a wrong GOAMD64 was not tried.',
    sources: [
      'a program that prints its settings, built and run with Go 1.18, 1.20, 1.22, 1.24, 1.25, 1.26 and 1.27',
      'kubernetes-retired/dashboard#9485, and the API reference of Kubernetes: ResourceFieldSelector.divisor',
      'runtime/mgcpacer.go readGOGC and readGOMEMLIMIT, runtime/proc.go, internal/buildcfg/cfg.go goamd64, go/build/build.go CGO_ENABLED',
    ],
  },
  examples: ENV_VALUE_EXAMPLES,
  checks: { builds: check },
});
