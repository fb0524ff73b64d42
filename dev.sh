# the loop against the debug build
sed 's/, --release//g' bindery.yaml | sed 's/build: \[cargo/build: [\/tmp\/w\/bin\/c/' > dev.yaml
$CARGO_TARGET_DIR/debug/bindery run --check --config dev.yaml > /tmp/w/loop-dev.log 2>&1; echo "exit $?"; rm dev.yaml
