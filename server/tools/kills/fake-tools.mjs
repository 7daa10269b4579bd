/** A `go` and a `git` that say where they are, leave temporary files and a child as real ones do, and wait where they are told to. */

/**
 * Answers with the files in `$SCENE`. `$BLOCK` names the question at which it waits for ever: `env`, `list`, and `list-tree` for a list in
 * the worktree of an older revision. A question that it waits at, or has answered, is a file in `$SCENE/events`.
 */
export const GO = `#!/bin/sh
at=$1
case $PWD in */go-preflight-*) at=$1-tree ;; esac
work=\${GOTMPDIR:-\${TMPDIR:-/tmp}}/go-build$$
mkdir "$work"
echo object >"$work/_pkg_.a"
if [ "$BLOCK" = "$at" ]; then
  sleep 100000 &
  : >"$SCENE/events/$at-waits"
  wait
fi
case "$*" in
  env*) printf 'go1.26.8\\n\\n' ;;
  *-deps*) cat "$SCENE/deps" ;;
  list*)
    cat "$SCENE/said" >&2
    sed "s|@DIR@|$PWD|" "$SCENE/package"
    ;;
esac
rm -r "$work"
# A child that outlives its parent, as a compiler does whose go was killed.
sleep 100000 </dev/null >/dev/null 2>&1 &
: >"$SCENE/events/$at-answered"
`;

/** The real git; it waits after it has made a worktree when \`$BLOCK\` is \`git\`. */
export const git = real => `#!/bin/sh
'${real}' "$@"
code=$?
case "$BLOCK $*" in
  "git "*"worktree add"*)
    sleep 100000 &
    : >"$SCENE/events/git-waits"
    wait
    ;;
esac
exit $code
`;
