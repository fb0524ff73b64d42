#!/usr/bin/env bash
# Give an OpenAPI document to other tools, unedited, and tabulate what they say of it. See README.md.
set -euo pipefail

peers=(oas3-gen openapi-to-rust openapi-typescript ploidy progenitor redocly schemathesis spectral)

usage() {
    cat >&2 <<USAGE
usage: run.sh [--only NAME,...] [--check] [--out DIR] OPENAPI_31.json OPENAPI_30.json
  --only NAME,...  these peers only, of: ${peers[*]}
  --check          also compile what the Rust generators wrote (minutes the first time)
  --out DIR        where each peer's output goes [default: \$PEERS_HOME/out]
Exit code: 0 every peer accepts the document; 1 one does not; 2 usage; 3 a peer could not be installed.
USAGE
    exit 2
}

# One peer, one input, in a process of its own, so that its time and memory can be measured.
if [[ ${1-} == --read ]]; then
    # shellcheck source=common.sh
    source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
    # shellcheck source=/dev/null
    source "$HERE/$2.sh"
    "peer_$3" "${@:4}"
    exit
fi

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

check=no
out=$PEERS_HOME/out
documents=()
while (($#)); do
    case $1 in
    --only) (($# > 1)) || usage; IFS=, read -r -a peers <<<"$2"; shift ;;
    --check) check=yes ;;
    --out) (($# > 1)) || usage; out=$2; shift ;;
    -*) usage ;;
    *) documents+=("$1") ;;
    esac
    shift
done
((${#documents[@]} == 2)) || usage
for name in "${peers[@]}"; do
    grep -qs '^peer_read()' "$HERE/$name.sh" || usage
done
for document in "${documents[@]}"; do
    [[ -r $document ]] || failed "read $document"
done
[[ -x /usr/bin/time ]] || failed "find /usr/bin/time (Debian: time), which measures the peers"
declare -A form=([31]=$(realpath "${documents[0]}") [30]=$(realpath "${documents[1]}"))
mkdir -p "$out"
out=$(realpath "$out")

# measure FOLDER STEP ARGUMENT...: run a step of the peer; sets code, seconds and peak.
measure() {
    local folder=$1
    shift
    code=0
    /usr/bin/time --quiet --output "$folder/usage" --format '%e %M' \
        bash "$HERE/run.sh" --read "$name" "$@" >>"$folder/log" 2>&1 || code=$?
    read -r seconds peak < <(tail -n 1 "$folder/usage")
    peak=$((peak / 1024))
}

row() { printf '%-20s %-8s %-5s %4s %7s %9s %8s %8s\n' "$@"; }

row peer version input exit errors warnings seconds 'peak MB'
result=0
for name in "${peers[@]}"; do
    # A peer is sourced in a subshell: their functions have the same names.
    read -r version inputs < <(
        # shellcheck source=/dev/null
        source "$HERE/$name.sh"
        echo "$version" "$inputs"
    )
    if ! bash "$HERE/run.sh" --read "$name" install; then
        row "$name" "$version" - - - - - -
        echo "error: failed to install $name $version" >&2
        result=3
        continue
    fi
    for input in $inputs; do
        folder=$out/$name-$input
        rm -rf "$folder"
        mkdir -p "$folder"
        measure "$folder" read "${form[$input]}" "$folder"
        errors=$(bash "$HERE/run.sh" --read "$name" errors "$folder" 2>/dev/null || echo '?')
        warnings=$(bash "$HERE/run.sh" --read "$name" warnings "$folder" 2>/dev/null || echo '?')
        row "$name" "$version" "$input" "$code" "$errors" "$warnings" "$seconds" "$peak"
        ((code == 0 || result)) || result=1
        if [[ $check == yes && $code == 0 ]] && grep -q '^peer_check()' "$HERE/$name.sh"; then
            mv "$folder/log" "$folder/log.read"
            measure "$folder" check "$folder"
            errors=$(bash "$HERE/run.sh" --read "$name" errors "$folder")
            warnings=$(bash "$HERE/run.sh" --read "$name" warnings "$folder")
            row "  cargo check" '' "$input" "$code" "$errors" "$warnings" "$seconds" "$peak"
            ((code == 0 || result)) || result=1
        fi
    done
done
echo "what each peer said: $out/PEER-INPUT/log" >&2
exit "$result"
