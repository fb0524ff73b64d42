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
      fact(summary.failed, 'break', 'b'), fact(summary.passed, 'keep', 'k'), fact(summary.skipped, 'not reached'),
      fact(summary.failures, 'failures', 'b'), fact(summary.warnings, 'warnings', 'l'), fact(summary.known, 'known'),
      fact(summary.cases, 'cases made'), fact(summary.left_out, 'left out')),
    notes(run));
}

// What a person has to see to: why the run ended, what it left, what the baseline holds in vain.
function notes(run) {
  const list = (label, all) => all.length > 0 && make('details', { class: 'notes' },
    make('summary', {}, label), make('ul', {}, all.map(one => make('li', {}, one))));
  const left = run.left_behind.map(one => `${one.what} (${one.because})`);
  const stale = run.summary.stale_baseline;
  return [
    run.summary.ended_early && make('p', { class: 'notes' }, make('b', {}, 'Ended early: '), run.summary.ended_early),
    list(`${count(left.length, 'object was', 'objects were')} left behind`, left),
    list(`${count(stale.length, 'entry', 'entries')} of the baseline ${stale.length === 1 ? 'is' : 'are'} of no use any more`, stale),
  ];
}

function startVerdict() {
  byId('verdict').className = isCompared ? 'verdicts two' : 'verdicts';
  byId('verdict').append(...runs.map(verdictCard));
}
