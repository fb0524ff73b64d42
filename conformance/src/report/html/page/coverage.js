// What was seen of what the pages document: as bars, and as areas.

const KINDS = ['operations', 'parameters', 'properties', 'statuses'];

// Groups of what a run saw: { name, seen, of, parts: { state: how many }, members: [[name, state, told]] }.
function groupsOf(run, kind) {
  const groups = new Map();
  const add = (name, member, state, told) => {
    if (!groups.has(name)) groups.set(name, { name, seen: 0, of: 0, parts: {}, members: [] });
    const group = groups.get(name);
    group.parts[state] = (group.parts[state] || 0) + 1;
    // What no page documents is none of what can be seen.
    group.of += state !== 'undocumented';
    group.seen += state === 'seen' || state === 'null-only';
    group.members.push([member, state, told]);
  };
  const often = amount => amount > 0 ? count(amount, 'time', 'times') : 'never';
  if (kind === 'properties') {
    for (const [schema, all] of run.properties) {
      for (const [name, state, times, kinds] of all) add(schema, name, state, kinds || often(times));
    }
    return [...groups.values()];
  }
  for (const at of found.operations) {
    const operation = operations[at];
    if (run.cells[at] === '' && checks.length > 0) continue;
    const name = operation.resource || operation.path.split('/').slice(0, 4).join('/');
    if (kind === 'operations') add(name, `${operation.method} ${operation.path}`, run.called.has(at) ? 'seen' : 'never', count(run.cases[at], 'case', 'cases'));
    else for (const [member, amount] of run[kind][at]) add(name, `${operation.id}: ${member}`, amount > 0 ? 'seen' : 'never', often(amount));
  }
  return [...groups.values()];
}

function coverageView() {
  let kind = 'operations';
  let shown = 60;
  const gauges = make('div', { class: 'gauges', role: 'group', 'aria-label': 'What is counted' });
  const area = make('div');
  const list = make('div', { class: 'groups' });
  const more = make('button', { type: 'button', class: 'quiet more', onclick: () => { shown += 200; drawList(); } });
  let groups = [];

  const bar = group => make('div', { class: 'bar' }, ['seen', 'null-only', 'never', 'undocumented'].map(state =>
    group.parts[state] > 0 && stretch(state, group.parts[state], group.members.length, `${state}: ${number(group.parts[state])}`)));
  const members = all => make('ul', { class: 'tally' }, all.map(([name, state, told]) =>
    make('li', { class: state }, make('code', {}, name), state === 'seen' ? null : make('em', {}, state), make('b', {}, told))));
  const entry = ({ name, inRun }) => {
    const one = make('details', { class: 'group-entry', 'data-group': name },
      make('summary', {}, make('span', { class: 'path' }, name),
        make('span', { class: 'bars' }, inRun.map((group, at) => make('span', { class: 'bar-line' }, side(at),
          group ? [bar(group), make('small', {}, `${number(group.seen)} / ${number(group.of)}`)] : make('small', {}, 'not in this run'))))));
    one.addEventListener('toggle', () => {
      if (!one.open || one.children.length > 1) return;
      inRun.forEach((group, at) => group && one.append(make('div', {}, side(at), members(group.members))));
    });
    return one;
  };
  const drawList = () => {
    list.replaceChildren(...groups.slice(0, shown).map(entry));
    more.hidden = groups.length <= shown;
    more.textContent = `Show ${number(Math.min(200, groups.length - shown))} more`;
  };
  const choose = name => {
    const at = groups.findIndex(one => one.name === name);
    if (at >= shown) { shown = at + 1; drawList(); }
    const one = list.children[at];
    one.open = true;
    one.scrollIntoView({ block: 'center' });
    one.querySelector('summary').focus();
  };
  const draw = () => {
    const perRun = runs.map(run => groupsOf(run, kind));
    const byName = new Map();
    perRun.forEach((all, at) => all.forEach(group => {
      if (!byName.has(group.name)) byName.set(group.name, { name: group.name, inRun: runs.map(() => null) });
      byName.get(group.name).inRun[at] = group;
    }));
    const isWanted = group => kind !== 'properties' || filter.words.length === 0
      || filter.words.every(word => [group.name, ...group.inRun.flatMap(one => one ? one.members.map(([name]) => name) : [])].join(' ').toLowerCase().includes(word));
    const missing = one => Math.max(...one.inRun.map(group => group ? group.of - group.seen : 0));
    groups = [...byName.values()].filter(isWanted).sort((a, b) => missing(b) - missing(a) || (a.name < b.name ? -1 : 1));
    const names = new Set(groups.map(one => one.name));
    shown = 60;
    area.className = isCompared ? 'areas two' : 'areas';
    area.replaceChildren(...perRun.map((all, at) => make('div', {}, side(at), treemap(all.filter(one => names.has(one.name)), choose))));
    drawList();
    for (const button of gauges.children) button.setAttribute('aria-pressed', String(button.dataset.kind === kind));
  };
  gauges.append(...KINDS.map(one => make('button', { type: 'button', class: 'gauge', 'data-kind': one, 'aria-pressed': 'false', onclick: () => { kind = one; draw(); } },
    make('span', { class: 'gauge-name' }, one), runs.map((run, at) => {
      const { seen, of, percent: share } = run.coverage[one] || { seen: 0, of: 0, percent: 100 };
      return make('span', { class: 'gauge-run' }, make('span', { class: 'gauge-line' }, side(at), make('b', {}, `${share.toFixed(1)} %`), make('small', {}, `${number(seen)} / ${number(of)}`)),
        make('span', { class: 'bar' }, stretch('seen', seen, of), stretch('never', of - seen, of)));
    }))));
  const legend = make('p', { class: 'legend' }, [['seen', 'seen'], ['null-only', 'null only'], ['never', 'never seen'], ['undocumented', 'undocumented']].map(([state, label]) =>
    make('span', {}, make('i', { class: `swatch ${state}` }), label)), make('span', { class: 'muted' }, 'Areas: by resource or schema, as large as what is documented; the stronger the colour, the more was seen'));
  return { id: 'coverage', label: 'Coverage', panel: make('div', {}, gauges, legend, area, list, more), refresh: draw, focus() { gauges.querySelector('[aria-pressed=true]').focus(); } };
}
