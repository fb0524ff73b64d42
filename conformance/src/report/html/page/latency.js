// How long answers took.

function latencyView() {
  const bounds = data.latency_bounds;
  const short = value => value >= 1000 ? `${value / 1000} s` : `${value}`;
  const labels = [...bounds.map((bound, at) => at === 0 ? '< 1' : `${short(bounds[at - 1])}–${short(bound)}`), `≥ ${short(bounds[bounds.length - 1])}`];
  const chart = make('div', { class: 'histogram' });
  const table = make('div', { class: 'lines' });
  const SLOWEST = 25;

  const classesOf = run => {
    const sums = labels.map(() => 0);
    for (const at of found.operations) {
      if (run.latency[at]) for (const [class_, amount] of run.latency[at].classes) sums[class_] += amount;
    }
    return sums;
  };
  const draw = () => {
    const sums = runs.map(classesOf);
    const most = Math.max(1, ...sums.flat());
    // Empty classes at both ends say nothing.
    const used = labels.map((_, at) => at).filter(at => sums.some(all => all[at] > 0));
    const [first, last] = [used[0] || 0, used.length > 0 ? used[used.length - 1] : -1];
    const columns = labels.slice(first, last + 1).map((label, offset) => {
      const bars = sums.map((all, at) => {
        const amount = all[first + offset];
        const bar = make('span', { class: `column-bar run-${at}`, title: `${label} ms: ${count(amount, 'answer', 'answers')}${isCompared ? ` in ${SIDES[at]}` : ''}` },
          make('small', {}, amount > 0 ? number(amount) : ''));
        bar.style.height = `${amount / most * 100}%`;
        return bar;
      });
      return make('div', { class: 'histogram-column' }, make('div', { class: 'column-bars' }, bars), make('span', { class: 'column-label' }, label));
    });
    chart.replaceChildren(...(columns.length > 0 ? columns : [make('p', { class: 'empty' }, 'There was no answer.')]));
    const slow = found.operations.filter(at => slowest[at] >= 0).sort((a, b) => slowest[b] - slowest[a] || a - b).slice(0, SLOWEST);
    table.replaceChildren(...slow.map(at => {
      const line = operationLine(at);
      line.append(make('span', { class: 'amount' }, runs.map((run, one) => run.latency[at]
        && make('span', {}, side(one), ` ${milliseconds(run.latency[at].median)} · `, make('b', {}, milliseconds(run.latency[at].slowest)), ' '))));
      return line;
    }));
  };
  const figures = runs.map((run, at) => run.percentiles && make('div', { class: 'facts-row' }, side(at),
    ['half within', '90 % within', '99 % within', 'slowest'].map((label, one) =>
      make('div', { class: 'fact' }, make('b', {}, milliseconds(run.percentiles[one])), make('span', {}, label)))));
  return {
    id: 'latency', label: 'Latency',
    panel: make('div', {}, figures, make('p', { class: 'muted' }, 'Answers by the milliseconds that they took, of the operations that fit the search'), chart,
      make('h3', {}, 'The slowest operations'), make('p', { class: 'muted' }, 'the median · the slowest answer'), table),
    refresh: draw, focus() { const first = table.querySelector('button'); if (first) first.focus(); },
  };
}
