# shellcheck shell=bash disable=SC2034
# Spectral with its own OpenAPI rules, `spectral:oas`, as they come.
version=$SPECTRAL_VERSION
inputs='31 30'

peer_install() { npm_install spectral "$version" "@stoplight/spectral-cli@$version"; }

peer_read() {
    printf 'extends: ["spectral:oas"]\n' >"$2/ruleset.yaml"
    "$(npm_bin spectral "$version")/spectral" lint "$1" --ruleset "$2/ruleset.yaml" --quiet --format json >"$2/report.json"
}

spectral_count() {
    node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).filter(p => p.severity == process.argv[2]).length' \
        "$1/report.json" "$2"
}
peer_errors() { spectral_count "$1" 0; }
peer_warnings() { spectral_count "$1" 1; }
