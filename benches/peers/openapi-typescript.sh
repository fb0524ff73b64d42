# shellcheck shell=bash disable=SC2034
# openapi-typescript writes the types; tsc has to accept them (seconds, so always asked).
version=$OPENAPI_TYPESCRIPT_VERSION
inputs='31 30'

peer_install() {
    npm_install openapi-typescript "$version" "openapi-typescript@$version" "typescript@$TYPESCRIPT_VERSION"
}

peer_read() {
    local bin
    bin=$(npm_bin openapi-typescript "$version")
    "$bin/openapi-typescript" "$1" --output "$2/openapi.ts"
    "$bin/tsc" --noEmit --strict --target es2022 "$2/openapi.ts"
}

peer_errors() { count_lines 'error TS|^✘|Error:' "$1/log"; }
peer_warnings() { count_lines '^⚠|[Ww]arning' "$1/log"; }
