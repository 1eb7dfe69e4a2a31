// Draws the trend from its table, and shows the row that the pointer is at.

const HEIGHT = 280;
const AXIS = 48;

let chart;

const rows = () => [...document.querySelectorAll('#trend-table tbody tr')];
// an empty attribute is none
const figure = text => text ? Number(text) : null;

function data() {
  const all = rows();
  return [
    all.map(row => Number(row.dataset.at)),
    all.map(row => figure(row.dataset.low)),
    all.map(row => figure(row.dataset.high)),
    all.map(row => figure(row.dataset.score))
  ];
}

/** A colour as the style sheet has it in the mode that is on. */
function ink(box, name) {
  const probe = document.createElement('span');
  probe.className = `ink-${name}`;
  probe.hidden = true;
  box.append(probe);
  const {color} = getComputedStyle(probe);
  probe.remove();
  return color;
}

function tip(box) {
  const element = document.createElement('div');
  element.className = 'chart-tip';
  element.hidden = true;
  box.append(element);
  return plot => {
    const {idx, left, top} = plot.cursor;
    const row = idx == null || left < 0 ? undefined : rows()[idx];
    element.hidden = !row;
    if (row) {
      const [time, score, interval, count] = [...row.cells].map(cell => cell.textContent);
      const lines = [`${time}: ${score}`, `95% interval ${interval}`, `Answers: ${count}`].map(line => {
        const paragraph = document.createElement('p');
        paragraph.textContent = line;
        return paragraph;
      });
      element.replaceChildren(...lines);
      const {offsetLeft} = plot.over;
      const room = box.clientWidth - element.offsetWidth;
      element.style.left = `${Math.max(0, Math.min(room, offsetLeft + left + 14))}px`;
      element.style.top = `${Math.max(0, top - element.offsetHeight - 8)}px`;
    }
  };
}

function times(box) {
  const languages = [...navigator.languages];
  const day = new Intl.DateTimeFormat(languages, {timeZone: 'UTC', day: 'numeric', month: 'short'});
  const time = new Intl.DateTimeFormat(languages, {timeZone: 'UTC', hour: '2-digit', minute: '2-digit'});
  const midnight = 86_400;
  return (plot, splits) => splits.map(split =>
    (box.dataset.times === 'true' && split % midnight !== 0 ? time : day).format(split * 1_000));
}

function make(box) {
  const line = ink(box, 'line');
  const text = ink(box, 'text');
  const grid = {stroke: ink(box, 'grid'), width: 1};
  const font = `12px ${getComputedStyle(box).fontFamily}`;
  const edge = {stroke: 'transparent', points: {show: false}};
  const [low, high] = [Number(box.dataset.low), Number(box.dataset.high)];
  return new uPlot({
    width: box.clientWidth,
    height: HEIGHT,
    legend: {show: false},
    cursor: {y: false, drag: {x: false, y: false}},
    tzDate: second => uPlot.tzDate(new Date(second * 1_000), 'Etc/UTC'),
    scales: {
      y: {
        // no more than a score can be, and no flat line blown up
        range: (plot, least, most) => {
          if (least == null) {
            return [low, high];
          }
          const room = Math.max((most - least) * .08, (high - low) * .02);
          return [Math.max(low, least - room), Math.min(high, most + room)];
        }
      }
    },
    axes: [
      {stroke: text, font, grid: {show: false}, ticks: grid, values: times(box), space: 70},
      {stroke: text, font, grid, ticks: grid, size: AXIS}
    ],
    series: [
      {},
      edge,
      edge,
      // last, so that the band lies below
      {stroke: line, width: 2, points: {size: 6, fill: line, stroke: line}}
    ],
    bands: [{series: [2, 1], fill: ink(box, 'band')}],
    hooks: {setCursor: [tip(box)]}
  }, data(), box);
}

function toggle(button, table) {
  button.hidden = false;
  table.hidden = true;
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    table.hidden = !table.hidden;
    button.setAttribute('aria-expanded', String(!table.hidden));
    button.textContent = table.hidden ? 'Show as table' : 'Hide table';
  });
}

/** Draws the chart, or what is new in it. */
export function drawTrend() {
  const box = document.getElementById('trend-chart');
  if (!box || typeof uPlot === 'undefined' || rows().every(row => !row.dataset.score)) {
    return;
  }
  if (chart) {
    chart.setData(data());
    return;
  }
  box.hidden = false;
  toggle(document.getElementById('trend-toggle'), document.getElementById('trend-table'));
  chart = make(box);
  new ResizeObserver(() => chart.setSize({width: box.clientWidth, height: HEIGHT})).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    chart.destroy();
    box.replaceChildren();
    chart = make(box);
  });
}
