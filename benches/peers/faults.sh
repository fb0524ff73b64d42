#!/usr/bin/env bash
# What `bindery conform` and schemathesis notice of a server that breaks one promise at a time, and how long
# each takes: `bindery mock` of specs/pages with a fault, our OpenAPI document for schemathesis.
#
#   benches/peers/faults.sh [FAULT...]
#
# A fault is caught where a run tells something that it does not tell of the unbroken mock. Wants a release
# build of bindery; schemathesis (PyPI) is installed below PEERS_HOME.
set -euo pipefail
# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

root=$(cd "$HERE/../.." && pwd)
program=${CARGO_TARGET_DIR:-$root/target}/release/bindery
[[ -x $program ]] || failed "find $program: run \`cargo build --release -p bindery\` first"
pip_install schemathesis "$SCHEMATHESIS_VERSION"
faults=("$@")
[[ $# != 0 ]] || faults=(property-dropped property-retyped property-in-other-case enum-unknown date-malformed
    second-item-wrong media-type-other status-other body-truncated server-error select-ignored required-ignored
    bad-input-500)
scratch=$(mktemp -d)
mock=
trap '[[ -z $mock ]] || kill "$mock" 2>/dev/null || true; rm -rf "$scratch"' EXIT
cd "$scratch"

# run NAME [FAULT]: what each tells, a line each, in NAME.bindery and NAME.schemathesis, and the seconds.
run() {
    local name=$1
    shift
    : >url
    "$program" -q mock "$root/specs/pages" --port 0 --auth bearer:token "$@" >url 2>/dev/null &
    mock=$!
    for ((wait = 0; wait < 200; wait++)); do
        [[ -s url ]] && break
        sleep 0.05
    done
    local url
    url=$(cat url)
    /usr/bin/time -o "$name.bindery.s" -f %e "$program" -q conform "$root/specs/pages" --url "$url" \
        --auth bearer:token --allow-writes --allow-foreign --json report.json >/dev/null 2>&1 || true
    python3 -c '
import json
for one in json.load(open("report.json"))["findings"]:
    print(one["id"])' | sort -u >"$name.bindery"
    /usr/bin/time -o "$name.schemathesis.s" -f %e timeout 120 "$(pip_bin schemathesis "$SCHEMATHESIS_VERSION")/schemathesis" \
        run "$root/examples/chat-openapi/openapi.json" --url "$url" -H 'Authorization: Bearer token' \
        --checks all --seed 1 --no-color -n 10 --phases examples,coverage,fuzzing --generation-database none \
        --report-junit-path junit.xml >/dev/null 2>&1 || true
    # Its failures by operation and kind; values in them differ from run to run.
    python3 -c '
import re, xml.etree.ElementTree as tree
for case in tree.parse("junit.xml").iter("testcase"):
    for one in case.iter("failure"):
        text = (one.get("message") or "") + (one.text or "")
        for kind in sorted(set(re.findall(r"- (ST\d+[^\n(]*)", text))):
            print(case.get("name"), kind.strip())' | sort -u >"$name.schemathesis"
    kill "$mock"
    wait "$mock" 2>/dev/null || true
    mock=
}

seconds() { tail -n 1 "$1.s"; }
# caught NAME TOOL: by what, at the most two.
caught() {
    local more
    more=$(comm -13 "unbroken.$2" "$1.$2")
    if [[ -z $more ]]; then
        echo no
    elif [[ $2 == bindery ]]; then
        printf '%s\n' "$more" | cut -d: -f1 | sort | uniq -c | sort -rn | awk 'NR <= 2 { printf "%s%s", (NR > 1 ? ", " : ""), $2 }'
    else
        printf '%s\n' "$more" | grep -oE 'ST[0-9]+.*' | sort | uniq -c | sort -rn | awk 'NR <= 2 { $1 = ""; printf "%s%s", (NR > 1 ? "," : ""), $0 }'
    fi
}

run unbroken
printf '| fault | bindery | s | schemathesis | s |\n| --- | --- | ---: | --- | ---: |\n'
printf '| (none) | %s findings | %s | %s failures | %s |\n' "$(wc -l <unbroken.bindery)" "$(seconds unbroken.bindery)" \
    "$(wc -l <unbroken.schemathesis)" "$(seconds unbroken.schemathesis)"
for fault in "${faults[@]}"; do
    run "$fault" --fault "$fault"
    printf '| `%s` | %s | %s | %s | %s |\n' "$fault" "$(caught "$fault" bindery)" "$(seconds "$fault.bindery")" \
        "$(caught "$fault" schemathesis)" "$(seconds "$fault.schemathesis")"
done
