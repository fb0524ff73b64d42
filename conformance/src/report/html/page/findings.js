// The list of findings.

const PAGE = 200;

function findingsView() {
  const list = make('ol', { class: 'findings' });
  const more = make('button', { type: 'button', class: 'quiet more' });
  const empty = make('p', { class: 'empty' });
  let shown = PAGE;
  const inRuns = finding => {
    if (!isCompared) return null;
    const where = finding.inRun.map(Boolean);
    return make('span', { class: 'in-runs' }, where[0] && side(0), where[1] && side(1), where[0] && where[1] ? null : where[0] ? 'gone in B' : 'new in B');
  };
  const item = finding => {
    const one = finding.inRun.find(Boolean);
    const evidence = finding.evidence.find(Boolean);
    return make('li', {}, make('button', { type: 'button', class: `finding ${finding.isKnown ? 'is-known' : ''}`, 'data-finding': finding.id, onclick: () => showFinding(finding) },
      make('span', { class: 'finding-top' }, outcomeBadge(one), make('strong', {}, words(checks[finding.check].id)), inRuns(finding),
        make('span', { class: 'amount' }, count(finding.operations.length, 'operation', 'operations'))),
      evidence && make('span', { class: 'finding-text' }, rich(evidence.requirement)),
      evidence && make('span', { class: 'finding-facts' }, 'expected ', make('em', {}, rich(evidence.expected)), ', got ', make('em', {}, rich(evidence.actual))),
      make('span', { class: 'finding-id' }, evidence ? `${evidence.file}:${evidence.line} · ${finding.id}` : finding.id)));
  };
  const draw = () => {
    list.replaceChildren(...found.findings.slice(0, shown).map(item));
    more.hidden = found.findings.length <= shown;
    more.textContent = `Show ${number(Math.min(PAGE, found.findings.length - shown))} more`;
    empty.hidden = found.findings.length > 0;
    empty.textContent = findings.length === 0 ? 'Nothing was found.' : 'No finding fits.';
  };
  more.addEventListener('click', () => {
    const next = shown;
    shown += PAGE;
    draw();
    list.children[next].firstElementChild.focus();
  });
  // The arrows go from one to the next.
  list.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item_ = event.target.closest('li');
    if (!step || !item_) return;
    const next = step > 0 ? item_.nextElementSibling : item_.previousElementSibling;
    if (next) next.firstElementChild.focus();
    event.preventDefault();
  });
  return {
    id: 'findings', label: 'Findings', amount: findings.length, panel: make('div', {}, list, empty, more),
    refresh() { shown = PAGE; draw(); },
    focus() { const first = list.querySelector('button'); if (first) first.focus(); },
  };
}
