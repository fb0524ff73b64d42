// What is looked for. Views are told when it changes.

const filter = { words: [], states: new Set(), changed: false, order: 'page' };
const views = [];
const found = { operations: [], findings: [], isIn: [] };

const haystack = operations.map((one, at) => {
  const ids = runs.flatMap(run => run.shown[at].map(([, finding]) => finding < 0 ? '' : run.findings[finding].id));
  return { own: [one.id, one.method, one.path, one.resource, one.effect].join(' ').toLowerCase(), more: ids.join(' ').toLowerCase() };
});

const ORDERS = {
  page: ['as documented', null],
  broken: ['most broken first', (a, b) => brokenChecks[b] - brokenChecks[a] || RANK[worstOfAll[b]] - RANK[worstOfAll[a]] || a - b],
  slow: ['slowest first', (a, b) => slowest[b] - slowest[a] || a - b],
};

function look() {
  const hasWords = text => filter.words.every(word => text.includes(word));
  const own = haystack.map(one => hasWords(one.own));
  found.operations = [];
  found.isIn = operations.map((_, at) => {
    const fits = own[at] || hasWords(`${haystack[at].own} ${haystack[at].more}`);
    const hasState = filter.states.size === 0 || worst.some(all => filter.states.has(all[at]));
    const isIn = fits && hasState && (!filter.changed || isChanged[at]);
    if (isIn) found.operations.push(at);
    return isIn;
  });
  const compare = ORDERS[filter.order][1];
  if (compare) found.operations.sort(compare);
  const wanted = one => filter.states.size === 0 || filter.states.has(one.isFailed && !one.isKnown ? 'b' : 'l');
  found.findings = findings.filter(one => wanted(one) && (!filter.changed || one.isChanged)
    && (hasWords(one.text) || one.operations.some(at => own[at])));
  byId('shown').textContent = `${number(found.operations.length)} of ${count(operations.length, 'operation', 'operations')}, `
    + `${number(found.findings.length)} of ${count(findings.length, 'finding', 'findings')}`;
  views.forEach(view => view.refresh());
}

function search(text) {
  filter.words = text.toLowerCase().split(/\s+/).filter(Boolean);
  look();
}

function setSearch(text) {
  byId('search').value = text;
  search(text);
}

function startFilter() {
  let waiting;
  const input = byId('search');
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => search(input.value), 60);
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'Escape' && input.value) {
      setSearch('');
      event.stopPropagation();
    }
  });
  const chip = (label, kind, amount, toggle) => {
    const button = make('button', { type: 'button', class: 'chip', 'aria-pressed': 'false', 'data-state': kind },
      make('span', { class: `dot state-${kind}`, 'aria-hidden': 'true' }), label, make('b', {}, number(amount)));
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(toggle()));
      look();
    });
    return button;
  };
  const flip = letter => () => {
    if (filter.states.delete(letter)) return false;
    filter.states.add(letter);
    return true;
  };
  const of = letter => operations.filter((_, at) => worst.some(all => all[at] === letter)).length;
  const chips = [['Breaks', 'b'], ['Keeps loosely', 'l'], ['Keeps', 'k'], ['Not reached', '.']].map(([label, letter]) =>
    chip(label, letter === '.' ? 'none' : letter, of(letter), flip(letter)));
  if (isCompared) {
    chips.push(chip('Changed', 'changed', isChanged.filter(Boolean).length, () => { filter.changed = !filter.changed; return filter.changed; }));
  }
  const order = make('select', { id: 'order', 'aria-label': 'Order of operations' },
    Object.entries(ORDERS).map(([value, [label]]) => make('option', { value }, label)));
  order.addEventListener('change', () => { filter.order = order.value; look(); });
  byId('states').append(...chips, order);
}
