# shellcheck shell=bash disable=SC2034
# ploidy reads both versions. A client crate comes out.
version=$PLOIDY_VERSION
inputs='31 30'

peer_install() { cargo_install ploidy "$version"; }

peer_read() {
    rm -rf "$2/crate"
    "$(cargo_bin ploidy "$version")/ploidy" generate rust "$1" --output "$2/crate" --name peer-ploidy
}

peer_check() { cargo_check "$1/crate"; }
peer_errors() { count_lines '^Error|panicked at|error(\[E[0-9]+\])?: ' "$1/log"; }
peer_warnings() { count_lines '^warning' "$1/log"; }
