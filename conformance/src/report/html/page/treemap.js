// A treemap: areas in proportion, as square as can be (Bruls, Huizing, van Wijk: Squarified Treemaps).

// Places of `sizes`, which descend, in a box so wide and high: [left, top, width, height] each.
function squarified(sizes, width, height) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scale = width * height / total;
  const places = [];
  let box = { left: 0, top: 0, width, height };
  let row = [];
  const worstRatio = (areas, edge) => {
    const sum = areas.reduce((all, one) => all + one, 0);
    return Math.max(edge * edge * Math.max(...areas) / (sum * sum), sum * sum / (edge * edge * Math.min(...areas)));
  };
  const lay = () => {
    const sum = row.reduce((all, one) => all + one, 0);
    const isWide = box.width >= box.height;
    const depth = sum / (isWide ? box.height : box.width);
    let along = 0;
    for (const area of row) {
      const length = area / depth;
      places.push(isWide ? [box.left, box.top + along, depth, length] : [box.left + along, box.top, length, depth]);
      along += length;
    }
    box = isWide ? { ...box, left: box.left + depth, width: box.width - depth } : { ...box, top: box.top + depth, height: box.height - depth };
    row = [];
  };
  for (const size of sizes) {
    const area = size * scale;
    const edge = Math.min(box.width, box.height);
    if (row.length > 0 && worstRatio([...row, area], edge) > worstRatio(row, edge)) lay();
    row.push(area);
  }
  if (row.length > 0) lay();
  return places;
}

const TILES = 80;

// Tiles of groups `{ name, seen, of }`; the smallest become one.
function treemap(groups, choose) {
  const sorted = groups.filter(one => one.of > 0).sort((a, b) => b.of - a.of || (a.name < b.name ? -1 : 1));
  const rest = sorted.slice(TILES);
  const told = sorted.slice(0, TILES);
  if (rest.length > 0) {
    const sum = key => rest.reduce((all, one) => all + one[key], 0);
    told.push({ name: `${number(rest.length)} others`, seen: sum('seen'), of: sum('of'), isRest: true });
    told.sort((a, b) => b.of - a.of);
  }
  if (told.length === 0) return make('p', { class: 'empty' }, 'Nothing is documented here.');
  const [width, height] = [1000, 260];
  const places = squarified(told.map(one => one.of), width, height);
  return make('div', { class: 'treemap' }, told.map((one, at) => {
    const share = percent(one.seen, one.of);
    const step = one.seen === 0 ? 0 : share >= 100 ? 4 : share >= 66 ? 3 : share >= 33 ? 2 : 1;
    const label = `${one.name}: ${number(one.seen)} of ${number(one.of)} seen`;
    const tile = make('button', { type: 'button', class: `tile step-${step}`, title: label, 'aria-label': label, disabled: one.isRest, onclick: () => choose(one.name) },
      make('span', {}, one.name), make('small', {}, `${number(one.seen)} / ${number(one.of)}`));
    const [left, top, wide, high] = places[at];
    tile.style.left = `${left / width * 100}%`;
    tile.style.top = `${top / height * 100}%`;
    tile.style.width = `${wide / width * 100}%`;
    tile.style.height = `${high / height * 100}%`;
    if (wide < 60 || high < 26) tile.classList.add('small');
    return tile;
  }));
}
