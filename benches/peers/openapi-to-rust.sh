# shellcheck shell=bash disable=SC2034
# openapi-to-rust reads both versions. Modules and a list of dependencies come out, not a crate.
version=$OPENAPI_TO_RUST_VERSION
inputs='31 30'

peer_install() { cargo_install openapi-to-rust "$version"; }

peer_read() {
    rm -rf "$2/crate"
    mkdir -p "$2/crate/src"
    "$(cargo_bin openapi-to-rust "$version")/openapi-to-rust" generate "$1" --output-dir "$2/crate/src/generated"
}

peer_check() {
    {
        printf '[package]\nname = "peer-openapi-to-rust"\nversion = "0.1.0"\nedition = "2024"\n\n'
        cat "$1/crate/src/generated/REQUIRED_DEPS.toml"
    } >"$1/crate/Cargo.toml"
    printf 'pub mod generated;\n' >"$1/crate/src/lib.rs"
    cargo_check "$1/crate"
}

peer_errors() { count_lines '^(Error|error)|panicked at|error(\[E[0-9]+\])?: ' "$1/log"; }
peer_warnings() { count_lines '^[Ww]arning' "$1/log"; }
