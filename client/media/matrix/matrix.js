// The page of the build matrix. It is told what to show, builds it as elements (never as HTML), and says what was picked by number.
(() => {
  const vscode = acquireVsCodeApi();
  const root = document.querySelector('main');

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** Text, or a button when there is a place to go to. `pick`: module, row and column as numbers; the row's name is column -1. */
  function content({ text, place, differs, note, wrong }, heading, pick, words) {
    const sign = wrong ? '⚠' : differs ? '≠' : '';
    const said = [`${heading}: ${text}`, differs && words.differs, note, place && words.goTo.replace('{place}', place.label)].filter(
      Boolean,
    );
    const parts = [element('span', { className: 'value', textContent: text })];
    if (sign) parts.unshift(element('span', { className: 'sign', textContent: sign, ariaHidden: 'true' }));
    const title = said.slice(text.length > 24 ? 0 : 1).join('\n');
    if (!place) return element('span', { title, ariaLabel: said.join('. '), role: sign || note ? 'note' : null }, ...parts);
    const button = element('button', { type: 'button', title, ariaLabel: said.join('. ') }, ...parts);
    button.addEventListener('click', () => vscode.postMessage({ kind: 'open', pick }));
    return button;
  }

  /** A column in which no row says anything is left out. */
  const tells = (rows, column) => rows.some(({ cells }) => !['', '-', '?'].includes(cells[column].text));

  function table({ name, rows }, module, columns, words) {
    const used = columns.map((_, i) => i).filter(i => tells(rows, i));
    const head = [words.place, words.kind, ...used.map(i => columns[i])].map(text => element('th', { scope: 'col', textContent: text }));
    const body = rows.map((row, r) => {
      const label = content({ ...row, text: row.name }, words.place, { module, row: r, column: -1 }, words);
      const cells = used.map(i => {
        const cell = row.cells[i];
        const className = cell.wrong ? 'wrong' : cell.differs ? 'differs' : cell.place ? '' : 'weak';
        return element('td', { className }, content(cell, columns[i], { module, row: r, column: i }, words));
      });
      const first = element('th', { scope: 'row' }, label);
      // Rows of several files bear one name: `build`. The button says it to those who cannot see it.
      if (row.place) first.append(element('span', { className: 'file', textContent: row.place.label, ariaHidden: 'true' }));
      return element('tr', {}, first, element('td', { className: 'kind', textContent: row.kind }), ...cells);
    });
    const caption = element('caption', { textContent: name });
    return element('table', {}, caption, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  }

  function show({ message, columns, modules, words }) {
    const filled = modules.map((module, i) => ({ module, i })).filter(({ module }) => module.rows.length > 0);
    const focused = [...root.querySelectorAll('button')].indexOf(document.activeElement);
    const tables = filled.map(({ module, i }) => table(module, i, columns, words));
    const line = message || (tables.length === 0 ? words.nothing : words.legend);
    root.replaceChildren(...tables, element('p', { className: tables.length > 0 ? 'legend' : '', textContent: line }));
    if (focused >= 0) root.querySelectorAll('button')[focused]?.focus();
    vscode.postMessage({ kind: 'shown', rows: root.querySelectorAll('tbody tr').length, text: root.innerText });
  }

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  /** Arrow keys go from one place to the next in their direction; Tab goes through all of them. */
  root.addEventListener('keydown', event => {
    const step = STEPS[event.key];
    const cell = event.target.closest('td, th');
    if (!step || !cell) return;
    const rows = [...root.querySelectorAll('tbody tr')];
    let row = rows.indexOf(cell.parentElement);
    let column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const next = rows[row]?.cells[column];
      if (!next) return;
      const button = next.querySelector('button');
      if (!button) continue;
      button.focus();
      event.preventDefault();
      return;
    }
  });

  window.addEventListener('message', ({ data }) => show(data));
  vscode.postMessage({ kind: 'ready' });
})();
