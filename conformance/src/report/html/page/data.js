// The data, and what is asked of it.

const data = JSON.parse(byId('data').textContent);
const { operations, checks, runs } = data;
const string = at => at < 0 ? null : data.strings[at];
// What was told by number, once and for all.
for (const one of operations) one.because = string(one.because);
for (const run of runs) {
  const named = all => all.map(([name, amount]) => [string(name), amount]);
  run.called = new Set(run.called);
  for (const list of ['left_out', 'parameters', 'statuses']) run[list] = run[list].map(named);
  run.properties = run.properties.map(([schema, all]) => [string(schema), all.map(([name, state, times, nulls, ...kinds]) => [string(name), string(state), times,
    kinds.map((kind, at) => at % 2 === 0 ? `${string(kind)} ${kinds[at + 1].toLocaleString('en-US')}` : null).filter(Boolean).join(', ')])]);
}
const isCompared = runs.length > 1;
const SIDES = ['A', 'B'];

const STATES = { b: 'breaks', l: 'keeps loosely', k: 'keeps', '.': 'not reached', '-': 'not in this run' };
const RANK = { '-': 0, '.': 1, k: 2, l: 3, b: 4 };

// The letter of a cell as it stands: a capital is known to a baseline.
const letterAt = (run, operation, check) => run.cells[operation][check] || '-';
const stateAt = (run, operation, check) => letterAt(run, operation, check).toLowerCase();

// The worst state of an operation: what a baseline knows does not count as broken.
function worstOf(run, operation) {
  let worst = run.cells[operation] === '' && checks.length > 0 ? '-' : '.';
  for (const letter of run.cells[operation]) {
    const state = letter === 'B' || letter === 'L' ? 'l' : letter;
    if (RANK[state] > RANK[worst]) worst = state;
  }
  return worst;
}

const worst = runs.map(run => operations.map((_, at) => worstOf(run, at)));
const worstOfAll = operations.map((_, at) => worst.map(all => all[at]).reduce((one, other) => RANK[other] > RANK[one] ? other : one));
const isChanged = operations.map((_, at) => isCompared && runs[0].cells[at] !== runs[1].cells[at]);
const brokenChecks = operations.map((_, at) => runs.map(run => [...run.cells[at]].filter(one => 'bB'.includes(one)).length).reduce((one, other) => Math.max(one, other)));
const slowest = operations.map((_, at) => Math.max(...runs.map(run => run.latency[at] ? run.latency[at].slowest : -1)));

// How many exchanges a cell stands for.
function timesAt(run, operation, check) {
  const before = [...run.cells[operation].slice(0, check)].filter(one => one !== '.').length;
  return stateAt(run, operation, check) === '.' ? 0 : run.times[operation][before] || 0;
}

// What the numbers of an evidence stand for.
function evidenceOf(run, at) {
  if (at < 0) return null;
  const [requirement, expected, actual, file, line, column, endColumn, text, reproduce, pointer, shownBy, times] = run.evidence[at];
  return {
    requirement: string(requirement), expected: string(expected), actual: string(actual), file: string(file), line, column, endColumn,
    text: string(text), reproduce: string(reproduce), pointer: string(pointer), shownBy: string(shownBy), times,
  };
}

// Findings of all runs, each once: what it is in each run, or nothing.
const findings = (() => {
  const all = new Map();
  runs.forEach((run, side) => run.findings.forEach(one => {
    if (!all.has(one.id)) all.set(one.id, { id: one.id, check: one.check, inRun: runs.map(() => null) });
    all.get(one.id).inRun[side] = one;
  }));
  return [...all.values()];
})();
for (const one of findings) {
  const told = one.inRun.filter(Boolean);
  one.isKnown = told.every(run => run.known !== undefined);
  one.isFailed = told.some(run => run.outcome === 'failed');
  one.isChanged = told.length < runs.length;
  one.operations = [...new Set(told.flatMap(run => run.operations))].sort((a, b) => a - b);
  one.evidence = one.inRun.map((run, side) => run && evidenceOf(runs[side], run.evidence));
  const first = one.evidence.find(Boolean);
  one.text = [one.id, first && [first.requirement, first.expected, first.actual, first.file].join(' ')].join(' ').toLowerCase();
}
if (isCompared) findings.sort((a, b) => b.isChanged - a.isChanged || a.isKnown - b.isKnown || b.isFailed - a.isFailed || b.operations.length - a.operations.length);
const findingById = new Map(findings.map(one => [one.id, one]));
