#!/usr/bin/env bash
# What `bindery conform` finds on Prism, which serves the vendor's own Swagger: a server that we did not write.
#
#   benches/peers/conform-prism.sh [static|dynamic]
#
# Reads `../shared/corpus` (CORPUS) in place, with the program of BINDERY (bindery). Prism is installed if it is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=common.sh
source benches/peers/common.sh
need node npm python3 curl
bindery=$(realpath "$(command -v "${BINDERY:-bindery}")") || failed "find bindery: set BINDERY"
corpus=$(realpath "${CORPUS:-../shared/corpus/superoffice-2023}")
swagger=$corpus/truth/swagger-rest.json
[[ -r $swagger ]] || failed "read $swagger"
npm_install prism "$PRISM_VERSION" "@stoplight/prism-cli@$PRISM_VERSION"
folder=$PEERS_HOME/out/conform-prism
mkdir -p "$folder"
# Not below the repository, whose bindery.yaml allows writes.
cd "$folder"
# The document asks for two kinds of credentials in one header at once, which nobody can give.
python3 - "$swagger" "$folder/swagger.json" <<'PY'
import json, sys
document = json.load(open(sys.argv[1]))
for item in document["paths"].values():
    for operation in item.values():
        if isinstance(operation, dict):
            operation.pop("security", None)
document.pop("security", None)
document.pop("securityDefinitions", None)
json.dump(document, open(sys.argv[2], "w"))
PY
for way in ${1:-static dynamic}; do
    more=()
    [[ $way == dynamic ]] && more=(-d)
    "$(npm_bin prism "$PRISM_VERSION")/prism" mock "${more[@]}" -p 4010 "$folder/swagger.json" >"$folder/$way.log" 2>&1 &
    prism=$!
    trap 'kill $prism 2>/dev/null || true' EXIT
    for _ in $(seq 60); do
        curl -s -o /dev/null http://127.0.0.1:4010/ && break
        sleep 1
    done
    code=0
    "$bindery" -q conform "$corpus/pages/rest" --url http://127.0.0.1:4010 --auth bearer:t --max-failures 50 \
        --only '*/required' --only '*/sample' --json "$folder/$way.json" >/dev/null 2>"$folder/$way.err" || code=$?
    kill $prism && wait $prism 2>/dev/null || true
    [[ $code -le 1 ]] || failed "run conform: see $folder/$way.err"
    echo "# $way"
    python3 - "$folder/$way.json" <<'PY'
import collections, json, sys
report = json.load(open(sys.argv[1]))
kinds = collections.defaultdict(list)
for one in report["findings"]:
    kinds[one["check"], one["outcome"], (one["likelier"] or {}).get("wrong", "-")].append(one)
for (check, outcome, wrong), all in sorted(kinds.items()):
    print(f"{check:30} {outcome:8} likelier {wrong:8} {len(all):5} findings {sum(o['times'] for o in all):6} times, such as {all[0]['id']}")
PY
done
