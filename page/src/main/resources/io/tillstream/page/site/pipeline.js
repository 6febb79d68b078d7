// The pipeline: the verdict, where every record is, the stages, the ledger's equations, the newest loads.

import { ask } from "./ask.js";
import { card, el, problem, table } from "./dom.js";
import * as format from "./format.js";

let main;
let last;
let before;

export function open(element) {
  main = element;
  last = undefined;
}

export function update({ overview, failed, refresh }) {
  if (!overview) {
    if (failed) main.replaceChildren(problem(failed));
    return;
  }
  const text = JSON.stringify([overview, failed]);
  if (text === last) return;
  last = text;
  // The same place stays open and focused while figures change.
  const open = [...main.querySelectorAll("details")].map(detail => detail.open);
  const focused = document.activeElement?.id;
  main.replaceChildren(...[
    failed && problem(failed),
    verdict(overview, refresh),
    overview.counts ? ledgerPicture(overview) : stagesCard(overview),
    el("div", { class: "two ledger" }, equations(overview), loads(overview)),
  ].filter(Boolean));
  [...main.querySelectorAll("details")].forEach((detail, i) => { detail.open = open[i] ?? detail.open; });
  if (focused) document.getElementById(focused)?.focus();
  before = overview;
}

const marks = { good: "✓ Proved", pending: "… Pending", bad: "✗ Problem" };

function verdict(overview, refresh) {
  const { level, title, detail, next } = overview.verdict;
  const audit = overview.audit;
  return el("section", { class: `card verdict ${level}`, "aria-label": "Verdict" },
    el("span", { class: "mark" }, marks[level]),
    el("div", { class: "grow" }, el("h1", {}, title), el("p", { class: "soft" }, number(detail)),
      next && el("p", {}, "Next: ", el("code", {}, next))),
    overview.counts && el("div", { class: "audit" },
      el("button", {
        type: "button", id: "audit", class: audit.ledger ? undefined : "main", disabled: audit.running,
        onclick: async () => { await ask("/api/audit", {}, { method: "POST" }); refresh(); },
      }, audit.running ? "Auditing …" : audit.ledger ? "Audit again" : "Audit now"),
      el("span", { class: "soft" }, audit.error || (audit.at ? `Audited ${format.moment(audit.at)}` : "Counts every row of every table"))));
}

/** Separators for the whole numbers in a sentence. */
function number(sentence) {
  return sentence.replace(/\b\d{4,}\b/g, digits => format.number(digits));
}

function ledgerPicture(overview) {
  const counts = overview.counts;
  const stages = Object.fromEntries(overview.stages.map(stage => [stage.stage, stage]));
  const inFlight = Math.max(0, counts.kafka_offsets - counts.decided_offsets);
  const parts = [
    ["Accepted: a sale that counts", counts.accepted],
    ["Quarantined: kept with its reason", counts.quarantined],
    ["Duplicate: counted once already", counts.duplicates],
    ["In flight: no decision yet", inFlight],
  ];
  const all = parts.reduce((sum, [, count]) => sum + count, 0);
  return card("Where every record is", {},
    el("ol", { class: "flow" },
      step("Kafka", counts.kafka_offsets, "offsets", rate(counts)),
      step("Bronze", counts.bronze_offsets, "offsets", state(stages.bronze)),
      step("Silver", counts.rows_in, "rows decided", state(stages.silver)),
      step("Gold", counts.gold_rows, "facts", state(stages.gold)),
      step("Warehouse", counts.warehouse_rows, "facts", state(stages.load))),
    el("div", { class: "where" },
      el("div", { class: "bar", role: "img", "aria-label": parts.map(([name, count]) => `${name}: ${count}`).join("; ") },
        parts.map(([, count], i) => slice(i, all === 0 ? 0 : count / all))),
      el("ul", { class: "legend" }, parts.map(([name, count], i) =>
        el("li", {}, el("i", { class: `k${i}` }), el("b", {}, format.number(count)), name)))),
    errors(overview));
}

function slice(i, share) {
  const span = el("span", { class: `k${i}` });
  span.style.width = share === 0 ? "0" : `max(3px, ${share * 100}%)`;
  return span;
}

function step(name, count, unit, detail) {
  return el("li", {}, el("span", { class: "name" }, name), el("span", { class: "big" }, format.number(count)),
    el("span", { class: "soft" }, unit), detail);
}

function state(stage) {
  const kind = { "up to date": "", behind: "behind", failed: "failed" }[stage.state] ?? "other";
  const lag = stage.state === "behind" ? `${format.number(stage.lag)} ${stage.unit} behind` : stage.state;
  return el("span", { class: "soft" }, el("span", { class: `state ${kind}` }, lag), ` · ${number(stage.last)}, ${stage.fresh}`);
}

function rate(counts) {
  if (!before?.counts || before === undefined) return el("span", { class: "soft" }, "topic of sales");
  const seconds = (Date.now() - Date.parse(before.at)) / 1000;
  const perSecond = Math.max(0, counts.kafka_offsets - before.counts.kafka_offsets) / Math.max(1, seconds);
  return el("span", { class: "soft" }, `${format.number(perSecond, 0)} records/s arrive`);
}

function errors(overview) {
  const failing = overview.stages.filter(stage => stage.last_error);
  return failing.length > 0 && el("details", {}, el("summary", {}, "Last error of a stage"),
    failing.map(stage => el("p", {}, el("b", {}, stage.stage), ` ${stage.last_error}`)));
}

function stagesCard(overview) {
  return card("Stages", {}, table("How far each stage is", [
    { title: "Stage", cell: row => row.stage },
    { title: "State", cell: row => row.state ?? "" },
    { title: "Lag", numeric: true, cell: row => row.lag ? `${format.number(row.lag)} ${row.unit}` : "–" },
    { title: "Fresh", cell: row => row.fresh },
    { title: "Last", cell: row => row.last ?? "" },
    { title: "Error", long: true, cell: row => row.last_error ?? "" },
  ], overview.stages));
}

function equations(overview) {
  const ledger = overview.audit.ledger;
  if (!ledger) {
    return card("The ledger", {}, el("p", { class: "note" }, overview.counts
      ? "The audit compares Kafka's offsets, Bronze, Silver, Gold and the warehouse by rows, revenue and checksum. It has not run here yet."
      : "On AWS the comparison runs nightly in the account; its outcome is the stage reconcile."));
  }
  return card("The ledger", {},
    table(`At batch ${ledger.batch_no}: ${format.number(ledger.records)} records, ${format.number(ledger.holes)} holes, ${format.number(ledger.gaps)} gaps`, [
      { title: "Must be equal", long: true, cell: row => el("span", { class: row.holds ? "ok" : "no" }, row.name, row.holds ? "" : " (differs)") },
      { title: "Left", numeric: true, cell: row => short(row.left) },
      { title: "Right", numeric: true, cell: row => short(row.right) },
    ], ledger.checks, row => row.holds ? undefined : "broken"));
}

function short(value) {
  if (/^\d+$/.test(value)) return value.length > 15 ? el("span", { title: value }, `…${value.slice(-6)}`) : format.number(value);
  return value.split(", ").map(part => el("div", {}, amount(part)));
}

/** An amount with its currency, to all its digits. */
function amount(text) {
  const [digits, currency] = text.split(" ");
  return /^-?\d+(\.\d+)?$/.test(digits) && currency ? `${format.number(digits, 6)} ${currency}` : text;
}

/** A set starts after the batch at which the one before it ended. */
function batches(row) {
  const first = Number(row.batch_no_from) + 1;
  return first >= Number(row.batch_no_to) ? row.batch_no_to : `${first}–${row.batch_no_to}`;
}

function loads(overview) {
  const tableOfLoads = overview.loads.length === 0
    ? el("p", { class: "note" }, overview.loads_error || "Nothing is loaded yet.")
    : table("Newest first; each is one transaction", [
      { title: "Set", numeric: true, cell: row => row.number },
      { title: "Batches", cell: batches },
      { title: "Added", numeric: true, cell: row => format.number(row.rows_added) },
      { title: "Facts", numeric: true, cell: row => format.number(row.fact_rows) },
      { title: "Loaded", cell: row => format.moment(row.loaded_at) },
    ], overview.loads);
  return card("Loads", {}, tableOfLoads);
}
