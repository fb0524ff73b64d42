# shellcheck shell=bash disable=SC2034
# Redocly lint, with the rules it applies when nothing is configured (`recommended`).
version=$REDOCLY_VERSION
inputs='31 30'

peer_install() { npm_install redocly "$version" "@redocly/cli@$version"; }

peer_read() {
    cd "$2" || return # away from any configuration of the repository's
    REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
        "$(npm_bin redocly "$version")/redocly" lint "$1" --format=json --max-problems=1000000 >report.json
}

peer_errors() { node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).totals.errors' "$1/report.json"; }
peer_warnings() { node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).totals.warnings' "$1/report.json"; }
