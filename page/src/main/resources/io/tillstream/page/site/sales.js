// The sales: figures and charts of the bundled queries in one currency, under filters that stand in the address.

import { read, write } from "./address.js";
import { address, ask } from "./ask.js";
import { card, el, problem, save, table } from "./dom.js";
import * as charts from "./charts.js";
import * as format from "./format.js";

const KINDS = ["source", "category", "region", "channel"];
const LABELS = { source: "Till system", category: "Category", region: "Region", channel: "Channel" };
const TOP = { top: "10" };

// What is shown: a query, how its rows become a chart, and how wide it is.
const CHARTS = [
  { title: "Revenue by day", query: "revenue_by_day", wide: "wide", draw: overDays },
  { title: "Revenue by month", query: "revenue_by_month", wide: "half", draw: overMonths },
  { title: "Change from the month before", query: "revenue_month_over_month", wide: "half", draw: changes("month", "growth_percent") },
  { title: "By category", query: "revenue_by_category", draw: ranked("category") },
  { title: "By region", query: "revenue_by_region", draw: ranked("region") },
  { title: "By channel", query: "revenue_by_channel", draw: ranked("channel") },
  { title: "By customer segment", query: "revenue_by_segment", draw: ranked("segment", "customer_segment") },
  { title: "By store", query: "revenue_by_store", draw: ranked("store_id", "store") },
  { title: "Change from the year before", query: "revenue_year_over_year", draw: changes("month", "growth_percent") },
  { title: "Orders by weekday and hour", query: "orders_by_weekday_and_hour", wide: "wide", draw: clock },
  { title: "Top products", query: "top_products_by_revenue", more: TOP, draw: ranked("product_name") },
  { title: "Top customers", query: "top_customers", more: TOP, draw: ranked("customer_name", "customer_id") },
  { title: "Average order value", query: "average_order_value_by_month", draw: averages },
  { title: "Returned revenue per 100 sold", query: "return_rate_by_month", wide: "half", draw: changes("month", "returned_revenue_percent") },
  { title: "Customers who bought again", query: "customer_cohort_retention", wide: "half", draw: cohorts },
];

let main;
let choices;
let currencies;
let places;
let tiles;
let asked;
let loadSet;
let abort;

export function open(element) {
  main = element;
  asked = undefined;
}

export async function update({ overview, failed, settings }) {
  if (failed && !overview) {
    main.replaceChildren(problem(failed));
    return;
  }
  const now = overview?.counts?.load_set ?? overview?.loads?.[0]?.number;
  const key = JSON.stringify(settings);
  if (overview === undefined || (key === asked && now === loadSet)) return;
  const first = asked === undefined || now !== loadSet;
  asked = key;
  loadSet = now;
  abort?.abort();
  abort = new AbortController();
  const signal = abort.signal;
  try {
    if (first) {
      // Before the first load the warehouse may not even have its tables.
      choices = Number(now ?? 0) === 0 ? { currency: [] } : await ask("/api/choices", {}, { signal });
      currencies = choices.currency;
    }
    if (currencies.length === 0) {
      asked = undefined;
      main.replaceChildren(card("No sales yet", {}, el("p", {}, "The warehouse is empty. Figures appear here with the first load.")));
      return;
    }
    const chosen = { ...settings, currency: settings.currency ?? currencies.find(code => code === "USD") ?? currencies[0] };
    frame(chosen);
    await Promise.all([totals(chosen, signal), ...places.map(place => fill(place, chosen, signal))]);
  } catch (error) {
    if (error.name !== "AbortError") main.replaceChildren(problem(error.message));
  }
}

export function restyle() {
  for (const place of places ?? []) if (place.rows) draw(place);
}

/** Makes the frame once; later only its figures change. */
function frame(chosen) {
  if (!main.querySelector(".filters")) {
    tiles = el("dl", { class: "tiles" });
    places = CHARTS.map(place);
    main.replaceChildren(
      el("form", { class: "card filters", "aria-label": "Filters", onsubmit: event => event.preventDefault() }),
      el("section", { class: "card", "aria-label": "Totals" }, tiles),
      el("div", { class: "charts" }, places.map(one => one.card)));
  }
  filters(chosen);
}

function filters(chosen) {
  const form = main.querySelector(".filters");
  const focused = document.activeElement?.name;
  const change = event => {
    const settings = { ...read().settings, [event.target.name]: event.target.value };
    write("sales", settings);
  };
  const select = (name, label, values, all) => el("label", {}, label, el("select", { name, onchange: change },
    all && el("option", { value: "" }, "All"),
    values.map(value => el("option", { value, selected: chosen[name] === value }, value))));
  form.replaceChildren(
    select("currency", "Currency", currencies, false),
    el("label", {}, "From", el("input", { type: "date", name: "since", value: chosen.since ?? "", onchange: change })),
    el("label", {}, "To", el("input", { type: "date", name: "until", value: chosen.until ?? "", onchange: change })),
    ...KINDS.map(kind => select(kind, LABELS[kind], choices[kind], true)),
    el("button", { type: "button", onclick: () => write("sales", { currency: chosen.currency }) }, "Clear filters"));
  if (focused) form.elements[focused]?.focus();
}

function place(chart) {
  const host = el("div", { class: "chart" });
  const figures = el("details", {}, el("summary", {}, "Figures"));
  const one = { chart, host, figures };
  const tools = el("span", { class: "tools" },
    el("button", { type: "button", class: "quiet", "aria-label": `CSV of ${chart.title}`, onclick: () => csv(one) }, "CSV"),
    el("button", { type: "button", class: "quiet", "aria-label": `PNG of ${chart.title}`, onclick: () => image(one) }, "PNG"));
  one.card = el("section", { class: `card ${chart.wide ?? ""}`, "aria-label": chart.title, "data-query": chart.query },
    el("div", { class: "head" }, el("h2", {}, chart.title), tools), host, figures);
  figures.addEventListener("toggle", () => list(one));
  return one;
}

async function fill(one, chosen, signal) {
  one.host.classList.add("busy");
  try {
    one.chosen = { ...chosen, ...one.chart.more };
    one.answer = await query(one.chart.query, one.chosen, signal);
    one.rows = records(one.answer, chosen.currency);
    draw(one);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    one.rows = undefined;
    one.host.replaceChildren(problem(error.message));
  } finally {
    if (!signal.aborted) one.host.classList.remove("busy");
  }
}

/** A query takes what it knows: since and until mean nothing to some. */
async function query(name, chosen, signal) {
  return ask(`/api/query/${name}`, known(name, chosen), { signal });
}

const WITHOUT_DAYS = new Set(["customer_cohort_retention"]);

function known(name, chosen) {
  if (!WITHOUT_DAYS.has(name)) return chosen;
  return Object.fromEntries(Object.entries(chosen).filter(([key]) => key !== "since" && key !== "until"));
}

/** Rows as objects, of one currency. */
function records(answer, currency) {
  const names = answer.columns.map(column => column.name);
  return answer.rows
    .map(row => Object.fromEntries(names.map((name, i) => [name, row[i]])))
    .filter(row => row.currency === undefined || row.currency === currency);
}

function draw(one) {
  one.drawn?.end();
  one.drawn = undefined;
  if (one.rows.length === 0) one.host.replaceChildren(el("p", { class: "note" }, "Nothing was sold under these filters."));
  else one.drawn = one.chart.draw(one.host, one.rows, one.chosen.currency, one.chart);
  list(one);
}

function list(one) {
  [...one.figures.children].slice(1).forEach(child => child.remove());
  if (!one.figures.open || !one.answer) return;
  const shown = one.rows.slice(0, 400);
  one.figures.append(table(one.answer.question, one.answer.columns.map(column => ({
    title: column.name.replaceAll("_", " "), numeric: column.numeric,
    cell: row => column.numeric ? format.number(row[column.name], 6) : row[column.name] ?? "–",
  })), shown));
}

function csv(one) {
  const name = `${one.chart.query}.csv`;
  el("a", { href: address(`/api/query/${name}`, known(one.chart.query, one.chosen)), download: name }).click();
}

async function image(one) {
  if (one.drawn) save(`${one.chart.query}.png`, await charts.png(one.drawn.png(), one.chart.title));
}

async function totals(chosen, signal) {
  const [row] = records(await query("totals", chosen, signal), chosen.currency);
  const figures = row === undefined ? [] : [
    ["Revenue", format.money(row.revenue, chosen.currency)],
    ["Orders", format.number(row.orders)],
    ["Average order", format.money(row.average_order_value, chosen.currency)],
    ["Units", format.number(row.units, 0)],
    ["Customers", format.number(row.customers)],
    ["Returned lines", format.number(row.returns)],
  ];
  tiles.replaceChildren(...figures.map(([name, value]) => el("div", { class: "tile" }, el("dt", {}, name), el("dd", {}, value))));
  if (row === undefined) tiles.append(el("div", { class: "tile" }, el("dt", {}, "Nothing was sold under these filters."), el("dd", {}, "–")));
}

function overDays(host, rows, currency) {
  return series(host, rows.filter(row => row.date !== "Unknown")
    .map(row => ({ label: format.day(row.date), at: Date.parse(row.date), values: [Number(row.revenue)] })), "Revenue", currency);
}

/** A line; of a single point a bar, since a line needs two. */
function series(host, points, label, currency, height) {
  const text = value => format.money(value, currency);
  return points.length < 2
    ? charts.bars(host, points.map(point => ({ label: point.label, value: point.values[0] })), text)
    : charts.lines(host, points, [{ label, colour: "accent" }], text, height);
}

function overMonths(host, rows, currency) {
  return series(host, months(rows, "revenue"), "Revenue", currency, 250);
}

function averages(host, rows, currency) {
  return series(host, months(rows, "average_order_value"), "Average order", currency, 230);
}

function months(rows, column) {
  return rows.filter(row => /^\d{4}-\d\d$/.test(row.month))
    .map(row => ({ label: row.month, at: Date.parse(`${row.month}-01`), values: [row[column] === null ? null : Number(row[column])] }));
}

/** Percentages, newest first. */
function changes(label, column) {
  return (host, rows) => {
    const items = rows.filter(row => row[column] !== null && row[column] !== undefined)
      .map(row => ({ label: covered(row, row[label]), value: Number(row[column]) })).reverse().slice(0, 8);
    if (items.length === 0) {
      host.replaceChildren(el("p", { class: "note" }, "There is no earlier period to compare with."));
      return { png: () => document.createElement("canvas"), end() {} };
    }
    return charts.bars(host, items, format.percent);
  };
}

/** A period that is not covered to its ends says so. */
function covered(row, label) {
  return row.coverage && row.coverage !== "whole" ? `${label} (${row.coverage})` : label;
}

/** The largest first, at most ten. */
function ranked(...labels) {
  return (host, rows, currency) => {
    const called = row => labels.map(label => row[label]).find(Boolean) ?? "Unknown";
    const shown = rows.slice(0, 10);
    // Till systems may use the same ids: then the label says whose it is.
    const several = new Set(shown.map(row => row.source)).size > 1;
    return charts.bars(host, shown.map(row => ({
      label: several ? `${called(row)} (${row.source})` : called(row), value: Number(row.revenue),
    })), value => format.money(value, currency, true));
  };
}

function clock(host, rows, currency, chart) {
  return charts.heat(host, rows.map(row => ({ weekday: row.weekday, hour: row.hour, value: Number(row.orders) })),
    value => `${format.number(value)} orders`, chart.title);
}

/** Over all cohorts: of the customers who could buy again so many months later, how many did. */
function cohorts(host, rows) {
  const later = new Map();
  for (const row of rows.filter(row => row.months_later !== "0" && row.coverage !== "running")) {
    const sum = later.get(row.months_later) ?? { bought: 0, all: 0 };
    later.set(row.months_later, { bought: sum.bought + Number(row.customers), all: sum.all + Number(row.cohort_customers) });
  }
  const items = [...later].map(([months, sum]) => ({ label: months === "1" ? "1 month later" : `${months} months later`, value: 100 * sum.bought / sum.all })).slice(0, 8);
  if (items.length === 0) {
    host.replaceChildren(el("p", { class: "note" }, "All customers first bought in the last month there is."));
    return { png: () => document.createElement("canvas"), end() {} };
  }
  return charts.bars(host, items, format.percent);
}
