# shellcheck shell=bash disable=SC2034
# Schemathesis loads and validates the document, then resolves every operation and builds the strategy
# it would draw requests from. No request is sent.
version=$SCHEMATHESIS_VERSION
inputs='31 30'

peer_install() { pip_install schemathesis "$version"; }

peer_read() { "$(pip_bin schemathesis "$version")/python" "$HERE/schemathesis_read.py" "$1"; }

peer_errors() { count_lines '^error: ' "$1/log"; }
peer_warnings() { count_lines '[Ww]arning: ' "$1/log"; }
