// One sale: its way from the Kafka record to the fact row.

import { read, write } from "./address.js";
import { ask } from "./ask.js";
import { card, el, problem } from "./dom.js";
import * as format from "./format.js";

let main;
let result;
let asked;

export function open(element) {
  main = element;
  asked = undefined;
  result = el("div", { "aria-live": "polite" });
  const input = el("input", { id: "trace-id", name: "id", required: true, autocomplete: "off", size: 34, value: read().settings.id ?? "" });
  main.replaceChildren(
    card("Trace a sale", {},
      el("form", { class: "filters", onsubmit: event => { event.preventDefault(); write("trace", { id: input.value.trim() }); } },
        el("label", {}, "Event id, order id, or partition:offset of a record", input),
        el("button", { class: "main" }, "Trace")),
      el("p", { class: "soft" }, "An id can be in any object, so the ids of all of Bronze are read; this takes a few seconds.")),
    result);
}

export function update({ settings }) {
  if (!settings.id || settings.id === asked) return;
  asked = settings.id;
  find(settings.id);
}

async function find(id) {
  result.replaceChildren(el("div", { class: "card loading", role: "status" }, "Reading Bronze, Silver, Gold and the warehouse …"));
  try {
    const found = await ask("/api/trace", /^\d+:\d+$/.test(id) ? { record: id } : { id });
    if (asked !== id) return;
    result.replaceChildren(...(found.rows.length === 0
      ? [card("Not found", {}, el("p", {}, "Bronze has no such event, order or record. What the writer has not written yet is in Kafka alone."))]
      : found.rows.map(row)));
  } catch (error) {
    if (asked === id) result.replaceChildren(problem(error.message));
  }
}

function row(row) {
  const at = row.coordinates;
  return card(`${row.decision[0].toUpperCase()}${row.decision.slice(1)} · partition ${at.partition}, offset ${at.offset}`, {},
    el("ol", { class: "steps" },
      step("Kafka", `written ${format.moment(new Date(row.kafka_micros / 1000).toISOString())}`, row.value?.text ?? "(not text)"),
      step("Bronze", row.object),
      step("Silver", silver(row)),
      step("Gold", row.fact ? `batch ${row.fact.batch_no}, day ${row.fact.date_key}, revenue ${format.number(row.fact.revenue, 6)}` : "nothing"),
      step("Warehouse", row.warehouse
        ? `load set ${row.warehouse.load_set} of ${format.moment(row.warehouse.loaded_at)}: ${format.money(row.warehouse.revenue, row.warehouse.currency)}, ${row.warehouse.product ?? "unknown product"}`
        : "nothing")));
}

function silver(row) {
  if (row.decision === "quarantined") return `quarantined in batch ${row.batch_no} as ${row.reason?.code}: ${row.reason?.detail ?? ""}`;
  if (row.decision === "duplicate") return "counted as a duplicate" + (row.other ? ` of partition ${row.other.partition}, offset ${row.other.offset}` : "");
  if (row.decision === "accepted") return `accepted in batch ${row.batch_no}`;
  return "not yet decided: the next batch reads it";
}

function step(name, text, payload) {
  return el("li", {}, el("b", {}, name), ` ${text}`, payload && el("pre", {}, payload));
}
