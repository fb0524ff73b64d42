#!/usr/bin/env bash
# Lines an operation, and time and peak memory of `cargo check`, of the generated Rust client, beside those of
# other generators on the vendor's own document, in one run. See README.md.
set -euo pipefail

usage() {
    cat >&2 <<USAGE
usage: rust-client.sh [--peers] [--install] [--half NAME] [--runs N] [PAGES]
  PAGES      a folder of reference pages [default: ../shared/corpus/superoffice-2023/pages]
  --peers    also ploidy and openapi-to-rust, where PEERS_HOME has them, on the Swagger beside PAGES
  --install  install them first where they are missing (takes minutes)
  --half NAME  of the vendor's documents, only those with this in their names
  --runs N   checks of each crate, of which the fastest counts [default: 3]
BINDERY is the program to measure [default: a release build of this repository].
The crates and what is built of them stay in PEERS_HOME/rust-client.
USAGE
    exit 2
}

# shellcheck source=peers/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/peers/common.sh"
root=$(cd "$HERE/../.." && pwd)
peers=no install=no half= runs=3 pages=$root/../shared/corpus/superoffice-2023/pages
while (($#)); do
    case $1 in
    --peers) peers=yes ;;
    --install) peers=yes install=yes ;;
    --half) (($# > 1)) || usage; half=$2; shift ;;
    --runs) (($# > 1)) || usage; runs=$2; shift ;;
    -*) usage ;;
    *) pages=$1 ;;
    esac
    shift
done
[[ -d $pages ]] || failed "find a folder of pages at $pages"
[[ -x /usr/bin/time ]] || failed 'find /usr/bin/time (Debian: time)'
need cargo
work=$PEERS_HOME/rust-client
mkdir -p "$work"
if [[ -z ${BINDERY-} ]]; then
    cargo build --quiet --release --package bindery --manifest-path "$root/Cargo.toml"
    BINDERY=${CARGO_TARGET_DIR:-$root/target}/release/bindery
fi

row() { printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' "$@"; }

# check CRATE ARGUMENT...: dependencies first, then the crate alone; sets seconds, peak (MB) and warnings.
check() {
    local crate=$1 run
    shift
    grep -q '^\[workspace\]' "$crate/Cargo.toml" || printf '\n[workspace]\n' >>"$crate/Cargo.toml"
    local cargo=(env CARGO_TARGET_DIR="$work/target" CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0
        cargo check --quiet --manifest-path "$crate/Cargo.toml" "$@")
    seconds=- peak=- warnings=-
    "${cargo[@]}" >"$work/log" 2>&1 || { warnings="fails, $(grep -cE '^error' "$work/log") errors"; return 0; }
    warnings=$(grep -cE '^warning: ' "$work/log" || true)
    for ((run = 0; run < runs; run++)); do
        touch "$crate/src/lib.rs"
        /usr/bin/time --quiet --output "$work/usage" --format '%e %M' "${cargo[@]}" 2>/dev/null
        read -r now size <"$work/usage"
        size=$((size / 1024))
        if [[ $seconds == - || $(awk "BEGIN { print ($now < $seconds) }") == 1 ]]; then seconds=$now peak=$size; fi
    done
}

# lines FOLDER: lines of Rust in it.
lines() { find "$1" -name '*.rs' -print0 | xargs -0 cat | wc -l; }

# per LINES OPERATIONS
per() { awk "BEGIN { printf \"%.1f\", $1 / $2 }"; }

echo "load average before: $(cut -d' ' -f1-3 /proc/loadavg); cores: $(nproc); $(rustc --version)" >&2
row client operations lines 'lines an operation' features 'cargo check, s' 'peak, MB' warnings
row --- ---: ---: ---: --- ---: ---: ---:
crate=$work/bindery
rm -rf "$crate"
(cd "$work" && "$BINDERY" generate "$pages" --target rust-client --out "$crate" --quiet)
# An operation with two forms of patch has two methods, and one id.
operations=$(grep -rhoE --exclude-dir=support '^ +id: ".*",$' "$crate/src" | sort -u | wc -l)
((operations)) || failed "find an operation in what was generated from $pages"
all=$(lines "$crate")
for features in default all; do
    if [[ $features == default ]]; then check "$crate"; else check "$crate" --all-features; fi
    row bindery "$operations" "$all" "$(per "$all" "$operations")" "$features" "$seconds" "$peak" "$warnings"
done

[[ $peers == yes ]] || exit 0
shopt -s nullglob
convert=$(npm_bin swagger2openapi "$SWAGGER2OPENAPI_VERSION")/swagger2openapi
if [[ $install == yes ]]; then
    npm_install swagger2openapi "$SWAGGER2OPENAPI_VERSION" "swagger2openapi@$SWAGGER2OPENAPI_VERSION"
    cargo_install ploidy "$PLOIDY_VERSION"
    cargo_install openapi-to-rust "$OPENAPI_TO_RUST_VERSION"
fi
for truth in "$pages"/../truth/*.json; do
    document_name=$(basename "$truth" .json)
    [[ $document_name == *"$half"* ]] || continue
    document=$PEERS_HOME/baseline/$document_name.31.json
    if [[ ! -r $document ]]; then
        [[ -x $convert ]] || failed "find swagger2openapi; --install installs it"
        mkdir -p "$PEERS_HOME/baseline"
        "$convert" --patch --targetVersion 3.1.0 "$truth" --outfile "$document"
    fi
    operations=$(grep -c '"operationId"' "$document" || true)
    ((operations > 1)) || operations=$(grep -o '"operationId"' "$document" | wc -l)
    for name in ploidy openapi-to-rust; do
        # shellcheck source=/dev/null
        source "$HERE/$name.sh"
        if [[ ! -x $(cargo_bin "$name" "$version")/$name ]]; then
            row "$name $version, $document_name" "$operations" - - - - - 'not installed'
            continue
        fi
        out=$work/$name-$document_name
        rm -rf "$out"
        mkdir -p "$out"
        peer_read "$document" "$out" >"$out/log" 2>&1 || { row "$name $version, $document_name" "$operations" - - - - - 'generates nothing'; continue; }
        if [[ $name == openapi-to-rust ]]; then
            { printf '[package]\nname = "peer-openapi-to-rust"\nversion = "0.1.0"\nedition = "2024"\n\n'
                cat "$out/crate/src/generated/REQUIRED_DEPS.toml"; } >"$out/crate/Cargo.toml"
            printf 'pub mod generated;\n' >"$out/crate/src/lib.rs"
        fi
        all=$(lines "$out/crate")
        check "$out/crate"
        row "$name $version, $document_name" "$operations" "$all" "$(per "$all" "$operations")" - "$seconds" "$peak" "$warnings"
    done
done
echo "load average after: $(cut -d' ' -f1-3 /proc/loadavg)" >&2
