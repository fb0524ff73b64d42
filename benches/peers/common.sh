# shellcheck shell=bash disable=SC2034
# Shared by run.sh, baseline.sh and the peers: where things go, and how a peer is installed.
# Every install goes to a folder named after its version, so a new pin installs afresh.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PEERS_HOME=${PEERS_HOME:-$HOME/.cache/bindery-peers}
PEERS_JOBS=${PEERS_JOBS:-1}
export RUST_BACKTRACE=0 # a panic of a peer is its answer, and one line of it is enough
# shellcheck source=versions.sh
source "$HERE/versions.sh"

# failed MESSAGE...: say what we cannot go on without, and stop.
failed() {
    printf 'error: failed to %s\n' "$*" >&2
    exit 3
}

# need COMMAND...: stop unless all of them are on the machine.
need() {
    local command
    for command in "$@"; do
        command -v "$command" >/dev/null || failed "find \`$command\` on this machine"
    done
}

# npm_install NAME VERSION PACKAGE@VERSION...: the packages' binaries end up in $(npm_bin NAME VERSION).
npm_install() {
    local folder=$PEERS_HOME/npm/$1-$2
    shift 2
    [[ -e $folder/.installed ]] && return
    need node npm
    mkdir -p "$folder"
    npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-save --loglevel=error "$@" >&2
    touch "$folder/.installed"
}

npm_bin() { printf '%s/npm/%s-%s/node_modules/.bin' "$PEERS_HOME" "$1" "$2"; }

# pip_install NAME VERSION: the package gets a virtual environment, its binaries are in $(pip_bin NAME VERSION).
pip_install() {
    local folder=$PEERS_HOME/pip/$1-$2
    [[ -e $folder/.installed ]] && return
    need python3
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$1==$2" >&2
    touch "$folder/.installed"
}

pip_bin() { printf '%s/pip/%s-%s/bin' "$PEERS_HOME" "$1" "$2"; }

# cargo_install CRATE VERSION: its binary is in $(cargo_bin CRATE VERSION). Built with little optimization:
# these tools run for seconds and take minutes to build.
cargo_install() {
    local folder=$PEERS_HOME/cargo/$1-$2
    [[ -x $folder/bin/$1 ]] && return
    need cargo
    CARGO_TARGET_DIR=$PEERS_HOME/cargo/target \
        CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
        nice cargo install --quiet --locked --jobs "$PEERS_JOBS" --root "$folder" "$1@$2" >&2
}

cargo_bin() { printf '%s/cargo/%s-%s/bin' "$PEERS_HOME" "$1" "$2"; }

# cargo_check FOLDER: compile a generated crate; the dependencies are built once for all of them.
cargo_check() {
    local crate=$1
    # A workspace of its own, wherever PEERS_HOME is.
    grep -q '^\[workspace\]' "$crate/Cargo.toml" || printf '\n[workspace]\n' >>"$crate/Cargo.toml"
    CARGO_TARGET_DIR=$PEERS_HOME/cargo/check CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 \
        nice cargo check --manifest-path "$crate/Cargo.toml" --jobs "$PEERS_JOBS" --message-format short
}

# count_lines PATTERN FILE: how many lines match, without failing on none.
count_lines() { grep -cE -- "$1" "$2" || true; }
