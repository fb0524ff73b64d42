// The verdict at a glance.

const SIGNS = { breaks: '✕', loosely: '◐', keeps: '✓', stopped: '!', nothing: '–' };

function verdictCard(run, at) {
  const { summary } = run;
  const bar = make('div', { class: 'bar thick', role: 'img',
    'aria-label': `${summary.failed} operations break, ${summary.passed} keep, ${summary.skipped} were not reached` },
  stretch('b', summary.failed, summary.operations, `${number(summary.failed)} break`),
  stretch('k', summary.passed, summary.operations, `${number(summary.passed)} keep`),
  stretch('none', summary.skipped, summary.operations, `${number(summary.skipped)} not reached`));
  const fact = (value, label, kind) => make('div', { class: 'fact' }, make('b', { class: kind && value > 0 ? `text-${kind}` : '' }, number(value)), make('span', {}, label));
  return make('article', { class: `verdict is-${run.state}`, 'data-state': run.state },
    make('div', { class: 'verdict-top' }, make('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[run.state]),
      make('div', {}, isCompared && make('p', { class: 'label' }, side(at), run.label), make('h1', {}, run.headline))),
    bar,
    make('div', { class: 'facts-row' },
      fact(summary.failed, 'operations break', 'b'), fact(summary.passed, 'keep', 'k'), fact(summary.skipped, 'not reached'),
      fact(summary.failures, 'failures', 'b'), fact(summary.warnings, 'warnings', 'l'), fact(summary.known, 'known'),
      fact(summary.cases, 'cases made'), fact(summary.left_out, 'left out')),
    notes(run));
}

function notes(run) {
  const lines = [
    run.summary.ended_early && ['Ended early', run.summary.ended_early],
    ...run.left_behind.map(one => ['Left behind', `${one.what} (${one.because})`]),
    ...run.summary.stale_baseline.map(one => ['Baseline', one]),
  ].filter(Boolean);
  if (lines.length === 0) return null;
  return make('ul', { class: 'notes' }, lines.map(([kind, text]) => make('li', {}, make('b', {}, `${kind}: `), text)));
}

function startVerdict() {
  byId('verdict').className = isCompared ? 'verdicts two' : 'verdicts';
  byId('verdict').append(...runs.map(verdictCard));
}
