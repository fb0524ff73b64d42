#!/usr/bin/env bash
# CPU time and memory of `bindery conform` over every sample, with every report; the mock runs beside it as a process of its own.
#
#   benches/conform-speed.sh [PAGES] [TURNS]
#
# BINDERY is the program (bindery). Needs /usr/bin/time of GNU.
set -euo pipefail
cd "$(dirname "$0")/.."
bindery=$(realpath "$(command -v "${BINDERY:-bindery}")")
pages=$(realpath "${1:-../shared/corpus/superoffice-2023/pages}")
turns=${2:-5}
folder=$(mktemp -d)
# Not in the repository, whose bindery.yaml allows writes.
cd "$folder"
"$bindery" -q mock "$pages" --port 0 >"$folder/url" 2>/dev/null &
mock=$!
trap 'kill $mock 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 100); do
    [[ -s $folder/url ]] && break
    sleep 0.1
done
timed() {
    local what=$1
    shift
    for _ in $(seq "$turns"); do
        /usr/bin/time -o "$folder/time" -f '%U %S %e %M' "$@" >/dev/null 2>"$folder/err" || true
        tail -1 "$folder/time" | awk -v what="$what" '{ printf "%-8s %.2f s CPU  %.2f s wall  %.0f MB\n", what, $1 + $2, $3, $4 / 1000 }'
    done
}
only=(--allow-writes --allow-foreign --only '*/sample')
timed plan "$bindery" conform "$pages" --plan "${only[@]}"
timed samples "$bindery" conform "$pages" --url "$(cat "$folder/url")" --auth basic:u:p --jobs 16 "${only[@]}" \
    --json "$folder/r.json" --junit "$folder/r.xml" --sarif "$folder/r.sarif" --html "$folder/r.html" --write-har "$folder/r.har"
tail -3 "$folder/err"
wc -c "$folder"/r.{json,xml,sarif,html,har}
