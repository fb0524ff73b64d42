#!/usr/bin/env bash
# How long checking takes beside linters of Markdown that know nothing of APIs: turns in one run, the
# fastest of each, with its peak memory. Only ratios count. Cold is without a cache, warm with that of
# a run on the same pages.
#
#   benches/peers/check.sh [PAGES] [TURNS]
#
# Wants a release build of bindery; rumdl (PyPI) and markdownlint-cli2 (npm) are installed below PEERS_HOME.
set -euo pipefail
# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

root=$(cd "$HERE/../.." && pwd)
pages=$(realpath "${1:-$root/../shared/corpus/superoffice-2023/pages}")
turns=${2:-3}
program=${CARGO_TARGET_DIR:-$root/target}/release/bindery
[[ -x $program ]] || failed "find $program: run \`cargo build --release -p bindery\` first"
pip_install rumdl "$RUMDL_VERSION"
npm_install markdownlint-cli2 "$MARKDOWNLINT_CLI2_VERSION" "markdownlint-cli2@$MARKDOWNLINT_CLI2_VERSION"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export BINDERY_CACHE_DIR=$scratch/bindery-cache

# timed NAME COMMAND...: seconds and kB of a run, whatever it finds.
timed() {
    local name=$1
    shift
    /usr/bin/time -f '%e %M' -o time "$@" >/dev/null 2>&1 || true
    tail -n 1 time >>"$name.times"
}

for ((turn = 0; turn < turns; turn++)); do
    timed bindery-cold "$program" check "$pages" --format json --no-cache
    # The first turn fills the cache, so it runs once more.
    "$program" check "$pages" --format json >/dev/null 2>&1 || true
    timed bindery-warm "$program" check "$pages" --format json
    timed rumdl-cold "$(pip_bin rumdl "$RUMDL_VERSION")/rumdl" check --no-cache "$pages"
    timed rumdl-warm "$(pip_bin rumdl "$RUMDL_VERSION")/rumdl" check --cache-dir "$scratch/cache" "$pages"
    timed markdownlint-cli2 "$(npm_bin markdownlint-cli2 "$MARKDOWNLINT_CLI2_VERSION")/markdownlint-cli2" --no-globs "$pages/**/*.md"
done
printf '| tool | s | of bindery-cold | MB |\n| --- | ---: | ---: | ---: |\n'
own=$(sort -n bindery-cold.times | head -n 1 | cut -d' ' -f1)
for name in bindery-cold bindery-warm rumdl-cold rumdl-warm markdownlint-cli2; do
    sort -n "$name.times" | head -n 1 | awk -v name="$name" -v own="$own" \
        '{ printf "| %s | %.2f | %.1f | %d |\n", name, $1, $1 / own, $2 / 1024 }'
done
