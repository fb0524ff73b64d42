// Puts it together: views as tabs, the theme, and keys that work everywhere.

function startTabs() {
  views.push(findingsView(), matrixView(), coverageView(), latencyView());
  const select = (view, isFocused) => {
    for (const one of views) {
      one.panel.hidden = one !== view;
      one.tab.setAttribute('aria-selected', String(one === view));
      one.tab.setAttribute('tabindex', one === view ? '0' : '-1');
    }
    if (isFocused) view.tab.focus();
    view.refresh();
  };
  views.forEach((view, at) => {
    view.panel.id = `view-${view.id}`;
    view.panel.className = `view view-${view.id}`;
    view.panel.setAttribute('role', 'tabpanel');
    view.panel.setAttribute('aria-labelledby', `tab-${view.id}`);
    view.tab = make('button', { type: 'button', role: 'tab', id: `tab-${view.id}`, 'aria-controls': `view-${view.id}`, onclick: () => select(view) },
      view.label, view.amount !== undefined && make('b', {}, number(view.amount)));
    view.tab.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) select(views[(at + step + views.length) % views.length], true);
      else if (event.key === 'ArrowDown') view.focus();
      else return;
      event.preventDefault();
    });
    view.isShown = () => !view.panel.hidden;
    const refresh = view.refresh;
    // What is out of sight is drawn when it comes into sight.
    view.refresh = () => { if (view.isShown()) refresh.call(view); };
    byId('tabs').append(view.tab);
    byId('views').append(view.panel);
  });
  return () => select(findings.length > 0 ? views[0] : views[1]);
}

function startTheme() {
  const button = byId('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const stored = () => { try { return localStorage.getItem('conformance-theme'); } catch { return null; } };
  let chosen = stored();
  const show = () => {
    const now = chosen || (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = now;
    button.textContent = now === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Change to ${button.textContent.toLowerCase()} colours`);
  };
  button.addEventListener('click', () => {
    chosen = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('conformance-theme', chosen); } catch { /* It is kept until the page is closed. */ }
    show();
  });
  dark.addEventListener('change', show);
  show();
}

function startKeys() {
  addEventListener('keydown', event => {
    const isTyping = event.target.closest && event.target.closest('input, select, textarea');
    if (event.key === 'Escape') closeDetail();
    else if (event.key === '/' && !isTyping) {
      byId('search').focus();
      byId('search').select();
      event.preventDefault();
    }
  });
  addEventListener('hashchange', follow);
}

startTheme();
startVerdict();
const showFirst = startTabs();
startFilter();
showFirst();
look();
startKeys();
follow();
document.documentElement.dataset.ready = 'true';
