// The charts: lines over time by uPlot, bars and heat maps as elements that a screen reader reads and a printer prints.
// Each can be drawn on a canvas for its PNG.

import { el } from "./dom.js";
import { colour } from "./theme.js";
import { compact, weekday } from "./format.js";

const FONT = "12px system-ui, sans-serif";

/** Lines over time. points: [{ at: Date, values: [number] }]; series: [{ label, colour, dash }]. */
export function lines(host, points, series, format, height = 280) {
  host.replaceChildren();
  const text = colour("soft");
  const axis = { stroke: text, grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false }, font: FONT };
  const plot = new uPlot({
    width: Math.max(240, host.clientWidth), height,
    padding: [12, 8, 0, 0],
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    cursor: { points: { size: 7 }, y: false },
    legend: { live: true },
    scales: { y: { range: (_, low, high) => low === high ? [Math.min(0, low), Math.max(1, high * 1.1)] : uPlot.rangeNum(Math.min(0, low), high, 0.1, true) } },
    axes: [
      { ...axis, grid: { show: false }, space: 70 },
      { ...axis, size: 58, values: (_, values) => values.map(compact) },
    ],
    series: [
      { label: "Day", value: (_, at) => at === null ? "" : new Intl.DateTimeFormat(navigator.language, { dateStyle: "medium", timeZone: "UTC" }).format(at * 1000) },
      ...series.map(one => ({
        label: one.label, stroke: colour(one.colour), width: 2, dash: one.dash,
        points: { show: points.length < 40, size: 5, fill: colour("card") },
        value: (_, value) => value === null || value === undefined ? "–" : format(value),
      })),
    ],
  }, [points.map(point => point.at / 1000), ...series.map((_, i) => points.map(point => point.values[i]))], host);
  host.querySelector("canvas").setAttribute("aria-hidden", "true");
  const watch = new ResizeObserver(() => {
    const width = Math.max(240, host.clientWidth);
    if (width !== plot.width) plot.setSize({ width, height });
  });
  watch.observe(host);
  return { png: () => plot.ctx.canvas, end: () => { watch.disconnect(); plot.destroy(); } };
}

/** Horizontal bars. items: [{ label, value }]; format makes text of a value. */
export function bars(host, items, format) {
  const low = Math.min(0, ...items.map(item => item.value));
  const span = Math.max(0, ...items.map(item => item.value)) - low || 1;
  host.replaceChildren(el("div", { class: "bars", role: "list" }, items.map(item => {
    const fill = el("span", { class: item.value < 0 ? "fill minus" : "fill" });
    fill.style.left = `${(Math.min(0, item.value) - low) / span * 100}%`;
    fill.style.width = `max(2px, ${Math.abs(item.value) / span * 100}%)`;
    return el("div", { class: "row", role: "listitem" },
      el("span", { class: "label", title: item.label }, item.label), el("b", {}, format(item.value)),
      el("span", { class: "track", "aria-hidden": "true" }, fill));
  })));
  return { png: () => barsOnCanvas(items, format, low, span), end() {} };
}

/** Hours across, weekdays down. cells: [{ weekday, hour, value }]. */
export function heat(host, cells, format, name) {
  const most = Math.max(1, ...cells.map(cell => cell.value));
  const at = new Map(cells.map(cell => [`${cell.weekday}-${cell.hour}`, cell.value]));
  const hours = [...Array(24).keys()];
  host.replaceChildren(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name },
    el("table", { class: "heat" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Day"), hours.map(hour => el("th", { scope: "col" }, String(hour))))),
      el("tbody", {}, [1, 2, 3, 4, 5, 6, 7].map(day => el("tr", {}, el("th", { scope: "row" }, weekday(day)),
        hours.map(hour => {
          const value = at.get(`${day}-${hour}`) ?? 0;
          const span = el("span", { title: `${weekday(day)} ${hour}:00, ${format(value)}` }, value === 0 ? "·" : compact(value));
          span.style.background = shade(value / most);
          return el("td", {}, span);
        })))))));
  return { png: () => heatOnCanvas(at, most), end() {} };
}

/** A tint that keeps the text's contrast in both themes. */
function shade(share) {
  return share === 0 ? "transparent" : `color-mix(in srgb, ${colour("heat")} ${Math.round(8 + share * 92)}%, ${colour("card")})`;
}

/** A canvas in the page's colours under a title, twice as fine as the screen. */
function canvas(width, height) {
  const surface = document.createElement("canvas");
  surface.width = width * 2;
  surface.height = height * 2;
  const context = surface.getContext("2d");
  context.scale(2, 2);
  context.fillStyle = colour("card");
  context.fillRect(0, 0, width, height);
  context.font = FONT;
  context.textBaseline = "middle";
  return context;
}

function barsOnCanvas(items, format, low, span) {
  const context = canvas(560, items.length * 34 + 16);
  items.forEach((item, i) => {
    const y = i * 34 + 16;
    context.fillStyle = colour("text");
    context.textAlign = "left";
    context.fillText(item.label, 12, y, 380);
    context.textAlign = "right";
    context.fillText(format(item.value), 548, y);
    context.fillStyle = colour(item.value < 0 ? "bad" : "accent");
    context.fillRect(12 + (Math.min(0, item.value) - low) / span * 536, y + 9, Math.max(2, Math.abs(item.value) / span * 536), 8);
  });
  return context.canvas;
}

function heatOnCanvas(at, most) {
  const context = canvas(60 + 24 * 34, 30 + 7 * 28);
  context.textAlign = "center";
  for (let hour = 0; hour < 24; hour++) {
    context.fillStyle = colour("soft");
    context.fillText(String(hour), 77 + hour * 34, 16);
  }
  for (let day = 1; day <= 7; day++) {
    context.fillStyle = colour("soft");
    context.fillText(weekday(day), 30, day * 28 + 16);
    for (let hour = 0; hour < 24; hour++) {
      const value = at.get(`${day}-${hour}`) ?? 0;
      context.fillStyle = shade(value / most);
      context.fillRect(61 + hour * 34, day * 28 + 3, 32, 26);
      context.fillStyle = colour("text");
      if (value > 0) context.fillText(compact(value), 77 + hour * 34, day * 28 + 16);
    }
  }
  return context.canvas;
}

/** A canvas as a PNG with the page's background and a title. */
export function png(drawn, title) {
  const surface = document.createElement("canvas");
  surface.width = drawn.width;
  surface.height = drawn.height + 56;
  const context = surface.getContext("2d");
  context.fillStyle = colour("card");
  context.fillRect(0, 0, surface.width, surface.height);
  context.fillStyle = colour("text");
  context.font = "600 26px system-ui, sans-serif";
  context.fillText(title, 20, 38);
  context.drawImage(drawn, 0, 56);
  return new Promise(done => surface.toBlob(done, "image/png"));
}
