#!/usr/bin/env bash
# What the peers say of the document we have to be better than: the vendor's own Swagger 2.0, converted to 3.0
# and marked 3.1. Reads ../shared in place and passes over it where it is absent. Options go on to run.sh.
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

shopt -s nullglob
truths=("$HERE"/../../../shared/corpus/*-2023/truth/*.json)
if ((${#truths[@]} == 0)); then
    echo 'skipped: no ../shared/corpus beside the repository' >&2
    exit 0
fi

npm_install swagger2openapi "$SWAGGER2OPENAPI_VERSION" "swagger2openapi@$SWAGGER2OPENAPI_VERSION"
convert=$(npm_bin swagger2openapi "$SWAGGER2OPENAPI_VERSION")/swagger2openapi
folder=$PEERS_HOME/baseline
mkdir -p "$folder"

result=0
for truth in "${truths[@]}"; do
    name=$(basename "$truth" .json)
    echo "== $name"
    "$convert" "$truth" --outfile "$folder/$name.strict.json" 2>&1 | grep -m1 Error || true
    # The converter only takes it with --patch. It uses no word of 3.0 that 3.1 dropped, so the number is all that changes.
    "$convert" --patch "$truth" --outfile "$folder/$name.30.json"
    "$convert" --patch --targetVersion 3.1.0 "$truth" --outfile "$folder/$name.31.json"
    code=0
    bash "$HERE/run.sh" "$@" --out "$folder/$name" "$folder/$name.31.json" "$folder/$name.30.json" || code=$?
    ((code == 0)) || result=$code
done
exit "$result"
