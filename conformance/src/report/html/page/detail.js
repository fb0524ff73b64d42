// The drawer: what shows a finding, what a check says of an operation, what became of an operation.

let opener = null;

function openDetail(title, hash, ...children) {
  const drawer = byId('detail');
  if (drawer.hidden) opener = document.activeElement;
  const close = make('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close', onclick: closeDetail }, 'Esc');
  const heading = make('h2', { id: 'detail-title', tabindex: '-1' }, title);
  drawer.replaceChildren(make('div', { class: 'drawer-top' }, heading, close), make('div', { class: 'drawer-body' }, ...children));
  drawer.hidden = false;
  history.replaceState(null, '', `#${hash}`);
  heading.focus();
}

function closeDetail() {
  const drawer = byId('detail');
  if (drawer.hidden) return;
  drawer.hidden = true;
  history.replaceState(null, '', '#');
  if (opener && opener.isConnected) opener.focus();
  else views.find(view => view.isShown()).focus();
  opener = null;
}

const badge = (kind, text) => make('span', { class: `badge state-${kind}` }, text);
const outcomeBadge = one => one.known !== undefined ? badge('known', 'known') : one.outcome === 'failed' ? badge('b', 'breaks') : badge('l', 'loosely');
const method = operation => make('span', { class: `method ${operation.effect}` }, operation.method);
const side = at => isCompared && make('span', { class: `side side-${SIDES[at]}`, title: runs[at].label }, SIDES[at]);

function command(label, text) {
  return make('div', { class: 'command' }, make('h4', {}, label), copyButton(text), make('pre', {}, make('code', {}, text)));
}

// The line of the page with a caret below what is meant.
function documented(evidence) {
  const margin = String(evidence.line).length;
  const before = Math.max(evidence.column - 1, 0);
  const wide = Math.max(Math.min(evidence.endColumn - evidence.column, evidence.text.length - before), 1);
  const caret = make('mark', {}, '^'.repeat(wide));
  return make('figure', { class: 'page-line' }, make('figcaption', {}, `${evidence.file}:${evidence.line}:${evidence.column}`),
    make('pre', {}, `${evidence.line} | ${evidence.text}\n${' '.repeat(margin)} | ${' '.repeat(before)}`, caret));
}

function evidenceBlock(evidence) {
  const at = evidence.pointer ? [' at ', make('code', { class: 'pointer' }, evidence.pointer)] : [];
  return [
    make('p', { class: 'requirement' }, rich(evidence.requirement)),
    documented(evidence),
    make('dl', { class: 'facts' },
      make('dt', {}, 'Expected'), make('dd', { class: 'expected' }, rich(evidence.expected)),
      make('dt', {}, 'Got'), make('dd', { class: 'actual' }, rich(evidence.actual), ...at)),
    command('Show it again', evidence.reproduce),
    evidence.shownBy && make('p', { class: 'muted' }, 'Case ', make('code', {}, evidence.shownBy),
      evidence.times > 1 && `, and ${count(evidence.times - 1, 'more exchange', 'more exchanges')}`),
  ];
}

const WITHOUT = 'What shows it stands in the JSON report: this file was full.';

function likelier(one) {
  return one.wrong && make('p', { class: 'likelier' }, make('b', {}, `Likelier wrong: the ${one.wrong}`), one.because ? `, ${one.because}` : '');
}

function operationLine(at) {
  const operation = operations[at];
  return make('button', { type: 'button', class: 'line', 'data-operation': operation.id, onclick: () => showOperation(at) }, method(operation), make('span', { class: 'path' }, operation.path));
}

function showFinding(finding) {
  const parts = finding.inRun.map((one, at) => {
    if (!one) return make('section', {}, make('p', { class: 'run-line' }, side(at), 'Not found in this run.'));
    return make('section', {},
      make('p', { class: 'run-line' }, side(at), outcomeBadge(one), `${count(one.times, 'exchange', 'exchanges')} on ${count(one.operations.length, 'operation', 'operations')}`),
      one.known !== undefined && make('p', { class: 'likelier' }, make('b', {}, 'Known: '), one.known),
      finding.evidence[at] ? evidenceBlock(finding.evidence[at]) : make('p', { class: 'muted' }, WITHOUT),
      likelier(one));
  });
  const SHOWN = 50;
  const list = finding.operations.slice(0, SHOWN).map(operationLine);
  const rest = finding.operations.length - SHOWN;
  openDetail(words(checks[finding.check].id), `finding/${encodeURIComponent(finding.id)}`,
    make('p', { class: 'where' }, make('code', { class: 'muted' }, finding.id)), ...parts,
    command('Run it alone', `bindery conform --only '${finding.id}'`),
    make('h4', {}, `On ${count(finding.operations.length, 'operation', 'operations')}`), make('div', { class: 'lines' }, list),
    rest > 0 && make('p', { class: 'muted' }, `and ${number(rest)} more: search for the id of the finding`));
}

// What one run says in one cell.
function cellPart(run, at, operation, check) {
  const state = stateAt(run, operation, check);
  const shown = run.shown[operation].filter(([of]) => of === check);
  const parts = [make('p', { class: 'run-line' }, side(at), badge(state === '.' || state === '-' ? 'none' : state, STATES[state]),
    state !== '.' && state !== '-' && `judged in ${count(timesAt(run, operation, check), 'exchange', 'exchanges')}`)];
  for (const [, number, own] of shown) {
    const finding = run.findings[number];
    const evidence = evidenceOf(run, own) || (finding && evidenceOf(run, finding.evidence));
    if (finding) {
      parts.push(make('button', { type: 'button', class: 'line finding-link', onclick: () => showFinding(findingById.get(finding.id)) },
        finding.known !== undefined && outcomeBadge(finding), make('span', { class: 'path' }, finding.id), make('span', { class: 'amount' }, `on ${count(finding.operations.length, 'operation', 'operations')} ›`)));
    }
    if (own < 0 && evidence) parts.push(make('p', { class: 'muted' }, 'As another operation shows it; that of this one stands in the JSON report.'));
    parts.push(...(evidence ? evidenceBlock(evidence).filter(Boolean) : [make('p', { class: 'muted' }, WITHOUT)]));
    if (finding && likelier(finding)) parts.push(likelier(finding));
  }
  if (state === '.') parts.push(...leftOut(run, operation));
  return make('section', {}, parts);
}

function leftOut(run, operation) {
  const reasons = run.left_out[operation];
  if (reasons.length === 0) return [];
  return [make('h4', {}, 'Cases that were not made'), make('ul', { class: 'reasons' },
    reasons.map(([why, amount]) => make('li', {}, make('b', {}, number(amount)), ` ${why}`)))];
}

function showCell(operation, check) {
  const { id } = operations[operation];
  openDetail(words(checks[check].id), `cell/${encodeURIComponent(id)}/${encodeURIComponent(checks[check].id)}`,
    make('p', { class: 'where' }, operationLine(operation)),
    ...runs.map((run, at) => cellPart(run, at, operation, check)));
}

function showOperation(at) {
  const operation = operations[at];
  const parts = runs.map((run, number_) => {
    const latency = run.latency[at];
    const state = worst[number_][at];
    const told = checks.map((_, check) => check).filter(check => 'bl'.includes(stateAt(run, at, check)));
    const kept = checks.filter((_, check) => stateAt(run, at, check) === 'k').length;
    const times = (label, all) => all.length > 0 && [make('h4', {}, label), make('ul', { class: 'tally' },
      all.map(([name, amount]) => make('li', { class: amount > 0 ? '' : 'never' }, make('code', {}, name), make('b', {}, amount > 0 ? number(amount) : 'never'))))];
    return make('section', {},
      make('p', { class: 'run-line' }, side(number_), badge(state === '.' || state === '-' ? 'none' : state, STATES[state]),
        `${count(run.cases[at], 'case', 'cases')}, ${count(kept, 'check', 'checks')} kept`,
        latency && `, ${milliseconds(latency.median)} in the middle, ${milliseconds(latency.slowest)} at most`),
      make('div', { class: 'lines' }, told.map(check => make('button', { type: 'button', class: 'line', onclick: () => showCell(at, check) },
        badge(stateAt(run, at, check), STATES[stateAt(run, at, check)]), make('span', { class: 'path' }, words(checks[check].id))))),
      leftOut(run, at), times('Answers', run.statuses[at]), times('Parameters sent', run.parameters[at]));
  });
  openDetail(operation.id, `operation/${encodeURIComponent(operation.id)}`,
    make('p', { class: 'where' }, method(operation), ' ', make('code', {}, operation.path)),
    make('p', { class: 'muted' }, `${operation.resource ? `${operation.resource} · ` : ''}${operation.effect}${operation.because ? `: ${operation.because}` : ''}`),
    ...parts);
}

// Opens what the address names.
function follow() {
  const [kind, one, other] = location.hash.slice(1).split('/').map(part => {
    try { return decodeURIComponent(part); } catch { return ''; }
  });
  const operation = operations.findIndex(row => row.id === one);
  const check = checks.findIndex(column => column.id === other);
  if (kind === 'finding' && findingById.has(one)) showFinding(findingById.get(one));
  else if (kind === 'cell' && operation >= 0 && check >= 0) showCell(operation, check);
  else if (kind === 'operation' && operation >= 0) showOperation(operation);
}
