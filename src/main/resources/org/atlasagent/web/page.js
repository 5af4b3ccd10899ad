'use strict';
// The page asks for the series once in a while and for the past of those that are on the screen
// every step; it writes nothing, and it has no other source than its own server.

const PALETTE = 8;
const DASHES = [[], [6, 4], [2, 3], [8, 3, 2, 3]];
const POINTS = 360;
const LEAST_WAIT = 1000;
const charts = new Set();
let series = [];
let about = {};
let common = new Set();
let step = 5;
let lastStep = -1;
let dark = matchMedia('(prefers-color-scheme: dark)');

const $ = id => document.getElementById(id);
const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') made.textContent = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Numbers and units. Bytes in powers of 1024, all else in powers of 1000.
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
function figure(value, unit) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const bytes = unit.startsWith('bytes');
  unit = unit.replace(/^count/, '');
  const base = bytes ? 1024 : 1000;
  const prefixes = bytes ? BINARY : DECIMAL;
  const seconds = unit === 's' || unit === 's/s';
  let size = Math.abs(value), power = 0;
  if (!seconds) while (size >= base && power < prefixes.length - 1) { size /= base; power++; }
  if (seconds && size > 0 && size < 1e-3) return sign(value) + digits(size * 1e6) + ' µ' + unit;
  if (seconds && size > 0 && size < 1) return sign(value) + digits(size * 1e3) + ' m' + unit;
  const text = sign(value) + digits(size);
  const short = bytes ? unit.replace('bytes', prefixes[power] + 'B') : unit;
  return bytes ? text + ' ' + short : text + prefixes[power] + (unit ? ' ' + unit : '');
}
const sign = value => value < 0 ? '−' : '';
const digits = size => Number.isInteger(size) ? String(size) : size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1)
  : size >= 0.01 ? size.toFixed(2) : size.toPrecision(2);

// An axis says the unit only where the number needs it: the title has it.
const tickText = (tick, unit) => figure(tick, /^(bytes.*|s|s\/s|%)$/.test(unit) ? unit : '').replace(/\/s$/, '');
const clock = seconds => new Date(seconds * 1000).toTimeString().slice(0, 8);
const BYTE_STEPS = Array.from({length: 60}, (_, i) => 2 ** i);

function unitOf(one, statistic) {
  if (statistic === 'count') return (one.kind.includes('counter') ? one.unit : '') + '/s';
  return statistic === 'total' ? one.unit + '/s' : one.unit;
}

const has = (one, wanted) => Object.entries(wanted).every(([key, value]) => one.tags[key] === value);
const tagText = (one, but = []) => Object.entries(one.tags)
  .filter(([key, value]) => !common.has(key + '=' + value) && !but.includes(key))
  .map(([key, value]) => key + '=' + value).join(' ');

// A metric of both IP versions: a colour for each kind, a dash for IPv6.
function bothVersions(name) {
  const own = series.filter(one => one.name === name && one.tags.proto);
  const kinds = [...new Set(own.map(one => tagText(one, ['proto'])))].sort();
  return own.map(one => ({one, label: (one.tags.proto + ' ' + tagText(one, ['proto'])).replace(' id=', ' '),
    color: kinds.indexOf(tagText(one, ['proto'])), dash: one.tags.proto === 'v6' ? 1 : 0}))
    .sort((a, b) => a.color - b.color || a.dash - b.dash);
}

// The panels of the overview: which series, and what a line is called.
const pick = (name, label, wanted = {}) => () => series.filter(one => one.name === name && has(one, wanted))
  .map(one => ({one, label: label(one)}));
const byTags = one => tagText(one) || one.name;
const byId = one => one.tags.id || one.name;
const each = (...names) => () => names.flatMap(([name, label]) => series.filter(one => one.name === name)
  .map(one => ({one, label})));
const PANELS = [
  {title: 'CPU by kind', about: 'Share of the time of all processors.', find: pick('sys.cpu.utilization', byId)},
  {title: 'CPU by kind, busiest second of a step', find: pick('sys.cpu.peakUtilization', byId)},
  {title: 'Load', about: 'Tasks that run or wait for a CPU or a disk, damped over so many minutes.', find: each(['sys.load.1', '1 min'], ['sys.load.5', '5 min'], ['sys.load.15', '15 min'])},
  {title: 'Memory', about: 'What there is, and what it is used for.', find: each(['mem.totalReal', 'total'], ['mem.availReal', 'available'], ['mem.freeReal', 'free'],
    ['mem.cached', 'cached'], ['mem.buffer', 'buffers'], ['cgroup.mem.used', 'container used'], ['cgroup.mem.limit', 'container limit'])},
  {title: 'Pressure', about: 'Share of the time in which some tasks, or all of them at once, wait for it.', scale: 100, unit: '%', find: () => series
    .filter(one => one.name.startsWith('sys.pressure.'))
    .map(one => ({one, label: one.name.split('.').pop() + ' ' + one.tags.id}))},
  {title: 'Processes and threads', about: 'How many exist.', find: each(['sys.currentProcesses', 'processes'], ['sys.currentThreads', 'threads'])},
  {title: 'Disk transfer', find: pick('disk.io.bytes', byTags)},
  {title: 'Disk space used', find: pick('disk.bytesPercentUsed', one => one.tags.id || one.tags.dev)},
  {title: 'Network transfer', find: pick('net.iface.bytes', byTags)},
  {title: 'TCP states', find: () => bothVersions('net.tcp.connectionStates')},
  {title: 'The agent: memory', find: pick('agent.memory', byId)},
  {title: 'The agent: CPU time', find: pick('agent.cpuTime', byId)},
];

// A chart of lines, with its own legend: uPlot's would be a table without a fixed height.
class Chart {
  constructor(panel) {
    this.panel = panel;
    this.lines = [];
    this.first = 0;
    this.visible = false;
    this.head = el('h3', {text: panel.title});
    this.text = el('p', {class: 'about', text: panel.about || ''});
    this.space = el('div', {class: 'chart', role: 'img', 'aria-label': panel.title});
    this.legend = el('ul', {class: 'legend'});
    this.box = el('figure', {class: 'panel'}, this.head, this.text, this.space, this.legend);
    this.say('waiting for the first values');
    watcher.observe(this.box);
    this.box.chart = this;
    charts.add(this);
  }

  say(text) {
    this.destroy();
    this.space.replaceChildren(el('p', {class: 'none', text}));
  }

  destroy() {
    if (this.plot) this.plot.destroy();
    this.plot = null;
  }

  remove() {
    this.destroy();
    watcher.unobserve(this.box);
    charts.delete(this);
  }

  // The lines that the panel has now; keeps the values of those that stay.
  choose() {
    const found = this.panel.find().flatMap(({one, label, color, dash}) => Object.keys(one.v)
      .filter(s => !this.panel.statistics || this.panel.statistics.includes(s))
      .map(s => ({key: one.n + s, n: one.n, s, one, label: Object.keys(one.v).length > 1 ? label + ' ' + s : label, color, dash})));
    const keys = found.map(line => line.key).join();
    if (keys === this.keys) return;
    this.keys = keys;
    const before = new Map(this.lines.map(line => [line.key, line.values]));
    this.lines = found.map((line, i) => ({...line,
      unit: this.panel.unit || unitOf(line.one, line.s),
      color: (line.color ?? i) % PALETTE,
      dash: line.dash ?? Math.floor(i / DASHES.length) % DASHES.length,
      values: before.get(line.key) || new Map()}));
    this.unit = this.lines.length ? this.lines[0].unit : '';
    this.head.replaceChildren(this.panel.title, el('span', {class: 'unit', text: this.unit ? '  ' + this.unit : ''}));
    this.text.title = this.text.textContent = this.panel.about || (this.lines.length ? about[this.lines[0].one.name] || '' : '');
    this.complete = false;
    this.destroy();
    if (!this.lines.length) this.say('nothing reported');
  }

  // From which step on values are missing.
  from() {
    return this.complete ? lastStep + 1 : 0;
  }

  take(history) {
    for (const line of this.lines) {
      const got = history.lines.find(it => it.n === line.n && it.s === line.s);
      if (!got) continue;
      got.v.forEach((value, i) => { if (value !== null) line.values.set(history.first + i, value * (this.panel.scale || 1)); });
      for (const old of line.values.keys()) if (old <= history.last - POINTS) line.values.delete(old); else break;
    }
    this.complete = true;
  }

  draw(last, lastTime) {
    if (!this.lines.length || last < 0) return;
    const count = Math.min(POINTS, last + 1);
    const times = Array.from({length: count}, (_, i) => lastTime - (count - 1 - i) * step);
    const data = [times, ...this.lines.map(line =>
      Array.from({length: count}, (_, i) => line.values.get(last - count + 1 + i) ?? null))];
    this.data = data;
    if (data.slice(1).every(values => values.every(value => value === null))) {
      if (!this.plot) this.say('waiting for a second sample');
      return;
    }
    if (this.plot) this.plot.setData(data); else this.make(data);
    this.label(this.plot.cursor.idx ?? null);
  }

  make(data) {
    this.space.replaceChildren();
    const ink = css('--soft'), grid = {stroke: css('--line'), width: 1}, unit = this.unit;
    const axis = {stroke: ink, grid, ticks: grid, font: '11px system-ui, sans-serif'};
    this.plot = new uPlot({
      width: Math.max(50, this.space.clientWidth), height: 170,
      legend: {show: false},
      cursor: {sync: {key: 'page'}, drag: {x: false, y: false}, points: {size: 5}},
      scales: {x: {time: true, range: (_, low, high) => [Math.max(low, high - POINTS * step), Math.max(high, low + 60)]},
        y: {range: (_, low, high) => range(low, high, unit)}},
      axes: [{...axis, space: 70, size: 28, values: (_, ticks) => ticks.map(clock)},
        {...axis, size: 66, values: (_, ticks) => ticks.map(tick => tickText(tick, unit)),
          ...(unit.startsWith('bytes') ? {incrs: BYTE_STEPS} : {})}],
      hooks: {setCursor: [plot => this.label(plot.cursor.idx ?? null)]},
      series: [{}, ...this.lines.map(line => ({
        label: line.label, stroke: css('--c' + line.color), width: 1.6, dash: DASHES[line.dash], spanGaps: true,
        points: {show: line.values.size < 3, size: 4}}))],
    }, data, this.space);
    this.items = this.lines.map(line => {
      const value = el('b');
      const swatch = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const stroke = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      swatch.setAttribute('viewBox', '0 0 28 10');
      swatch.setAttribute('aria-hidden', 'true');
      for (const [key, to] of Object.entries({d: 'M0 5H28', stroke: 'var(--c' + line.color + ')', 'stroke-width': 3,
        'stroke-dasharray': DASHES[line.dash].join(' ')})) stroke.setAttribute(key, to);
      swatch.append(stroke);
      return {value, item: el('li', {}, swatch, line.label + ' ', value)};
    });
    this.legend.replaceChildren(...this.items.map(it => it.item));
  }

  // The values under the pointer, else the last ones.
  label(index) {
    if (!this.items || !this.data) return;
    this.lines.forEach((line, i) => {
      const values = this.data[i + 1];
      let at = index ?? values.length - 1;
      while (at > 0 && values[at] === null) at--;
      this.items[i].value.textContent = figure(values[at], line.unit);
    });
  }

  resize() {
    if (this.plot) this.plot.setSize({width: Math.max(50, this.space.clientWidth), height: 170});
  }
}

function range(low, high, unit) {
  if (low === null || high === null) return [0, 1];
  const bottom = Math.min(0, low);
  const top = unit === '%' && high <= 100 && high > 50 ? 100 : high + (high - bottom) * 0.08;
  return [bottom, top > bottom ? top : bottom + 1];
}

const watcher = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.target.chart) entry.target.chart.visible = entry.isIntersecting;
  refreshCharts();
}, {rootMargin: '200px'});

// What the server knows.
async function ask(path) {
  const answer = await fetch(path, {cache: 'no-store'});
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()).trim());
  return answer.json();
}

function note(index) {
  series = index.series;
  about = {...about, ...index.about};
  const all = series.map(one => new Set(Object.entries(one.tags).map(([key, value]) => key + '=' + value)));
  common = new Set(all.length > 1 ? [...all[0]].filter(tag => all.every(tags => tags.has(tag))) : []);
}

let asking = false, again = false;
async function refreshCharts() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const visible = [...charts].filter(chart => chart.visible && chart.box.isConnected);
    const shown = visible.filter(chart => chart.lines.length);
    for (let from; shown.length && (from = shown.splice(0, 12)).length;) {
      const numbers = [...new Set(from.flatMap(chart => chart.lines.map(line => line.n)))].slice(0, 400);
      const first = Math.min(...from.map(chart => chart.from()));
      const history = await ask('api/history?s=' + numbers.join() + '&from=' + first);
      step = history.step;
      const time = (Date.now() - history.ageMillis) / 1000;
      for (const chart of from) { chart.take(history); chart.draw(history.last, time); }
      seen = Math.max(seen, history.last);
    }
  } finally {
    asking = false;
  }
  if (again) { again = false; refreshCharts(); }
}

let seen = -1;
const panels = PANELS.map(panel => new Chart(panel));
const dual = new Map();

// A panel for each metric that comes for both IP versions.
function chooseDual() {
  const names = [...new Set(series.filter(one => one.tags.proto === 'v6').map(one => one.name))]
    .filter(name => name !== 'net.tcp.connectionStates' && series.some(one => one.name === name && one.tags.proto === 'v4'));
  for (const name of names) {
    if (dual.has(name)) continue;
    const chart = new Chart({title: name, find: () => bothVersions(name)});
    dual.set(name, chart);
    $('dual').append(chart.box);
  }
}

let timer = 0;
async function tick() {
  clearTimeout(timer);
  let wait = LEAST_WAIT;
  try {
    if (location.hash === '#series') await refreshList(); else {
      const index = await ask('api/series?limit=2000');
      note(index);
      lines(index);
      chooseDual();
      for (const chart of charts) chart.choose();
    }
    await refreshCharts();
    lastStep = seen;
    const history = await ask('api/history?s=0&from=999999999');
    wait = Math.max(LEAST_WAIT, step * 1000 - history.ageMillis + 100);
    // How long the first view took, in milliseconds.
    document.body.dataset.ready ??= String(Math.ceil(performance.now()));
  } catch (failure) {
    $('state').textContent = 'no answer: ' + failure.message + '; trying again';
    $('state').className = 'lost';
    wait = 2000;
  }
  timer = setTimeout(tick, wait);
}

function lines(index) {
  $('state').className = '';
  $('state').textContent = index.total + ' series, ' + index.accepted.toLocaleString('en') + ' lines'
    + (index.refused ? ', ' + index.refused.toLocaleString('en') + ' refused' : '')
    + ' · ' + new Date().toLocaleTimeString();
}

// All series: a list that is searched by the server, with a chart below each row that is open.
const PAGE = 200;
let limit = PAGE;
const rows = new Map();
async function refreshList() {
  const words = $('words').value;
  const index = await ask('api/series?limit=' + limit + '&q=' + encodeURIComponent(words));
  if (words !== $('words').value) return;
  about = {...about, ...index.about};
  lines(index);
  $('count').textContent = index.found + ' of ' + index.total + ' series'
    + (index.found > index.series.length ? ', the first ' + index.series.length : '');
  $('more').hidden = index.found <= index.series.length || limit >= 2000;
  const shown = new Set(index.series.map(one => one.n));
  for (const [n, row] of rows) if (!shown.has(n)) { row.close(); row.item.remove(); rows.delete(n); }
  let place = $('list').firstElementChild;
  for (const one of index.series) {
    let row = rows.get(one.n);
    if (!row) { row = new Row(one); rows.set(one.n, row); }
    row.show(one);
    if (row.item !== place) $('list').insertBefore(row.item, place); else place = place.nextElementSibling;
  }
}

class Row {
  constructor(one) {
    this.one = one;
    this.value = el('span', {class: 'value'});
    this.button = el('button', {type: 'button', class: 'row', 'aria-expanded': 'false'},
      el('span', {class: 'name'}, one.name, el('span', {class: 'tags', text: Object.entries(one.tags).map(pair => pair.join('=')).join(' ')})),
      this.value, el('span', {class: 'about', text: about[one.name] ? about[one.name] + ' (' + one.kind + ')' : one.kind}));
    this.item = el('li', {}, this.button);
    this.button.addEventListener('click', () => this.chart ? this.close() : this.open());
  }

  show(one) {
    this.one = one;
    this.value.textContent = Object.entries(one.v).map(([s, value]) =>
      (Object.keys(one.v).length > 1 ? s + ' ' : '') + figure(value, unitOf(one, s))).join(' · ');
    if (this.chart) this.chart.choose();
  }

  open() {
    this.chart = new Chart({title: this.one.name, about: about[this.one.name] || ' ',
      find: () => [{one: this.one, label: this.one.tags.id || 'value'}]});
    this.chart.choose();
    this.chart.visible = true;
    this.chart.box.classList.add('open');
    this.item.append(this.chart.box);
    this.button.setAttribute('aria-expanded', 'true');
    refreshCharts();
  }

  close() {
    if (!this.chart) return;
    this.chart.remove();
    this.chart.box.remove();
    this.chart = null;
    this.button.setAttribute('aria-expanded', 'false');
  }
}

function view() {
  const list = location.hash === '#series';
  $('series').hidden = !list;
  $('overview').hidden = list;
  for (const [id, current] of [['to-series', list], ['to-overview', !list]]) {
    if (current) $(id).setAttribute('aria-current', 'page'); else $(id).removeAttribute('aria-current');
  }
  tick();
}

$('panels').append(...panels.map(chart => chart.box));
$('words').addEventListener('input', () => { limit = PAGE; tick(); });
$('search').addEventListener('submit', event => event.preventDefault());
$('more').addEventListener('click', () => { limit += PAGE; tick(); });
addEventListener('hashchange', view);
addEventListener('resize', () => { for (const chart of charts) chart.resize(); });
dark.addEventListener('change', () => { for (const chart of charts) if (chart.plot) { chart.destroy(); } refreshCharts(); });
addEventListener('keydown', event => {
  const typing = event.target.tagName === 'INPUT';
  if (event.key === '/' && !typing) {
    event.preventDefault();
    location.hash = '#series';
    setTimeout(() => $('words').focus());
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const all = [...document.querySelectorAll('#list .row')];
    if ($('series').hidden || !all.length) return;
    const next = all.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
    event.preventDefault();
    if (next < 0) $('words').focus(); else all[Math.min(next, all.length - 1)].focus();
  }
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });
view();
