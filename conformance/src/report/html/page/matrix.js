// The matrix: a row an operation, a column a check. Only the rows in sight are elements.

const ROW = 30;

function matrixView() {
  const header = make('div', { class: 'matrix-head', role: 'row', 'aria-rowindex': '1' });
  const body = make('div', { class: 'matrix-rows', role: 'rowgroup' });
  const grid = make('div', { class: `matrix ${isCompared ? 'two' : ''}`, role: 'grid', tabindex: '-1',
    'aria-label': 'Operations and checks', 'aria-colcount': checks.length + 1 }, make('div', { role: 'rowgroup', class: 'matrix-top' }, header), body);
  const empty = make('p', { class: 'empty' }, 'No operation fits.');
  // Column 0 is the operation itself.
  const active = { row: 0, column: 0 };
  let drawn = new Map();
  let listed = null;

  const heading = (check, at) => {
    const broken = operations.filter((_, row) => runs.some(run => 'bl'.includes(stateAt(run, row, at)))).length;
    const isFirst = at === 0 || checks[at - 1].group !== check.group;
    return make('div', { class: `column ${isFirst ? 'first' : ''} ${broken > 0 ? 'has-broken' : ''}`, role: 'columnheader', 'aria-colindex': at + 2 },
      isFirst && make('span', { class: 'group' }, check.group),
      make('button', { type: 'button', tabindex: '-1', title: `${words(check.id)}: search for what breaks it`, onclick: () => setSearch(check.id) }, words(check.id)));
  };
  header.append(make('div', { class: 'corner', role: 'columnheader', 'aria-colindex': '1' }, 'Operation'), ...checks.map(heading));

  const LETTERS = { '.': 'none', '-': 'absent' };
  const mark = letter => make('i', { class: `mark-${LETTERS[letter] || letter.toLowerCase()} ${letter === 'B' || letter === 'L' ? 'is-known' : ''}` });
  const cell = (at, check) => {
    const states = runs.map(run => STATES[stateAt(run, at, check)]);
    const isFirst = check === 0 || checks[check - 1].group !== checks[check].group;
    const differs = isCompared && letterAt(runs[0], at, check) !== letterAt(runs[1], at, check);
    return make('div', { class: `cell ${isFirst ? 'first' : ''} ${differs ? 'differs' : ''}`, role: 'gridcell', tabindex: '-1', 'aria-colindex': check + 2,
      'data-column': check + 1, 'data-state': stateAt(runs[0], at, check), 'aria-label': `${words(checks[check].id)}: ${states.join(', then ')}`, title: `${words(checks[check].id)}: ${states.join(' → ')}` },
    runs.map(run => mark(letterAt(run, at, check))));
  };
  const row = index => {
    const at = found.operations[index];
    const operation = operations[at];
    const element = make('div', { class: 'row', role: 'row', 'aria-rowindex': index + 2, 'data-row': index, 'data-operation': operation.id },
      make('div', { class: 'cell name', role: 'rowheader', tabindex: '-1', 'aria-colindex': '1', 'data-column': '0', title: `${operation.method} ${operation.path}`,
        'aria-label': `${operation.method} ${operation.path}: ${STATES[worstOfAll[at]]}` },
      make('i', { class: `dot state-${worstOfAll[at] === '.' || worstOfAll[at] === '-' ? 'none' : worstOfAll[at]}` }), method(operation), make('span', { class: 'path' }, operation.path)),
      checks.map((_, check) => cell(at, check)));
    element.style.top = `${index * ROW}px`;
    return element;
  };
  const mountActive = () => {
    const old = grid.querySelector('[tabindex="0"]');
    if (old) old.setAttribute('tabindex', '-1');
    const now = cellAt(active.row, active.column);
    if (now) now.setAttribute('tabindex', '0');
    return now;
  };
  const cellAt = (index, column) => drawn.has(index) ? drawn.get(index).children[column] : null;
  const draw = () => {
    const first = Math.max(0, Math.floor(grid.scrollTop / ROW) - 6);
    const last = Math.min(found.operations.length, Math.ceil((grid.scrollTop + (grid.clientHeight || 600)) / ROW) + 6);
    const next = new Map();
    for (let index = first; index < last; index += 1) next.set(index, drawn.get(index) || row(index));
    for (const [index, element] of drawn) if (!next.has(index)) element.remove();
    for (const [index, element] of next) if (!drawn.has(index)) body.append(element);
    drawn = next;
    mountActive();
  };
  const focusActive = () => {
    const top = active.row * ROW;
    const height = grid.clientHeight - header.offsetHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + ROW > grid.scrollTop + height) grid.scrollTop = top + ROW - height;
    draw();
    const now = mountActive();
    if (!now) return;
    now.focus({ preventScroll: true });
    if (active.column === 0) { grid.scrollLeft = 0; return; }
    const name = now.parentElement.firstElementChild.offsetWidth;
    const left = now.offsetLeft - name;
    if (left < grid.scrollLeft) grid.scrollLeft = left;
    else if (now.offsetLeft + now.offsetWidth > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = now.offsetLeft + now.offsetWidth - grid.clientWidth;
  };
  const open = () => {
    const at = found.operations[active.row];
    if (at === undefined) return;
    if (active.column === 0) showOperation(at);
    else showCell(at, active.column - 1);
  };
  const page = () => Math.max(1, Math.floor((grid.clientHeight - header.offsetHeight) / ROW) - 1);
  const moves = {
    ArrowDown: () => { active.row += 1; }, ArrowUp: () => { active.row -= 1; },
    ArrowRight: () => { active.column += 1; }, ArrowLeft: () => { active.column -= 1; },
    PageDown: () => { active.row += page(); }, PageUp: () => { active.row -= page(); },
    Home: event => { active.column = 0; if (event.ctrlKey) active.row = 0; },
    End: event => { active.column = checks.length; if (event.ctrlKey) active.row = found.operations.length - 1; },
  };
  const clamp = () => {
    active.row = Math.max(0, Math.min(active.row, found.operations.length - 1));
    active.column = Math.max(0, Math.min(active.column, checks.length));
  };
  grid.addEventListener('keydown', event => {
    if (!event.target.closest('.cell')) return;
    if (event.key === 'Enter' || event.key === ' ') open();
    else if (moves[event.key]) {
      moves[event.key](event);
      clamp();
      focusActive();
    } else return;
    event.preventDefault();
  });
  grid.addEventListener('click', event => {
    const here = event.target.closest('.cell');
    if (!here) return;
    active.row = Number(here.parentElement.dataset.row);
    active.column = Number(here.dataset.column);
    mountActive().focus({ preventScroll: true });
    open();
  });
  grid.addEventListener('scroll', draw, { passive: true });
  addEventListener('resize', draw);
  const legend = make('p', { class: 'legend' }, ['b', 'l', 'k', '.'].map(letter => make('span', {}, mark(letter), STATES[letter])),
    make('span', { class: 'muted keys' }, 'Arrows move, Enter opens, Esc closes'));
  const unreached = data.unreached.length > 0 && make('details', { class: 'unreached' },
    make('summary', {}, `${count(data.unreached.length, 'check', 'checks')} not reached on any operation`),
    make('p', {}, data.unreached.map(words).join(', ')));
  return {
    id: 'matrix', label: 'Matrix', amount: operations.length, panel: make('div', {}, legend, grid, empty, unreached),
    refresh() {
      drawn.forEach(element => element.remove());
      drawn = new Map();
      body.style.height = `${found.operations.length * ROW}px`;
      grid.setAttribute('aria-rowcount', String(found.operations.length + 1));
      grid.hidden = found.operations.length === 0;
      empty.hidden = found.operations.length > 0;
      // Another list is read from its start.
      const list = found.operations.join();
      if (list !== listed) grid.scrollTop = 0;
      listed = list;
      clamp();
      draw();
    },
    focus: focusActive,
  };
}
