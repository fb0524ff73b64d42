# shellcheck shell=bash disable=SC2034
# progenitor reads OpenAPI 3.0 only, so it gets the 3.0 form. A client crate comes out.
version=$PROGENITOR_VERSION
inputs='30'

peer_install() { cargo_install cargo-progenitor "$version"; }

peer_read() {
    rm -rf "$2/crate"
    "$(cargo_bin cargo-progenitor "$version")/cargo-progenitor" progenitor \
        --input "$1" --output "$2/crate" --name peer-progenitor --version 0.1.0
}

peer_check() { cargo_check "$1/crate"; }
peer_errors() { count_lines '^(gen fail|Error|error)|panicked at|error(\[E[0-9]+\])?: ' "$1/log"; }
peer_warnings() { count_lines '^warning' "$1/log"; }
