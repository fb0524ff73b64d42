# shellcheck shell=bash disable=SC2034
# oas3-gen is made for OpenAPI 3.1. A client crate comes out.
version=$OAS3_GEN_VERSION
inputs='31'

peer_install() { cargo_install oas3-gen "$version"; }

peer_read() {
    rm -rf "$2/crate"
    "$(cargo_bin oas3-gen "$version")/oas3-gen" generate client-mod --workspace --verbose --color never \
        --input "$1" --output "$2/crate"
}

peer_check() { cargo_check "$1/crate"; }
peer_errors() { count_lines '^(Error|fatal)|panicked at|error(\[E[0-9]+\])?: ' "$1/log"; }
peer_warnings() { count_lines 'Warning[^s]' "$1/log"; }
