// Shows the view that the address names, and keeps it up to date.

import { read } from "./address.js";
import { ask } from "./ask.js";
import { el } from "./dom.js";
import * as format from "./format.js";
import * as theme from "./theme.js";
import * as pipeline from "./pipeline.js";
import * as sales from "./sales.js";
import * as trace from "./trace.js";

const views = { pipeline, sales, trace };
const titles = { pipeline: "Pipeline", sales: "Sales", trace: "Trace" };
const main = document.getElementById("main");
const fresh = document.getElementById("fresh");
const EVERY = 3000;
let shown;
let overview;
let failed;
let heard = 0;

function show() {
  const { view, settings } = read();
  const name = views[view] ? view : "pipeline";
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${titles[name]} · Tillstream`;
  if (shown !== name) {
    shown = name;
    main.replaceChildren(el("div", { class: "card loading", role: "status" }, "Loading …"));
    views[name].open(main);
  }
  views[name].update({ overview, failed, settings, refresh });
}

async function refresh() {
  try {
    overview = await ask("/api/pipeline");
    failed = undefined;
    heard = Date.now();
    document.getElementById("source").textContent = short(overview.name);
    document.getElementById("source").title = overview.name;
  } catch (error) {
    failed = error.message;
  }
  age();
  show();
}

/** The end of a path tells directories apart. */
function short(name) {
  const parts = name.split("/");
  return parts.length > 3 ? `…/${parts.slice(-2).join("/")}` : name;
}

function age() {
  const seconds = Math.round((Date.now() - heard) / 1000);
  const stale = heard > 0 && (failed || seconds > 15);
  fresh.classList.toggle("stale", Boolean(stale));
  const text = heard === 0 ? "" : stale ? `Stale: last heard ${format.ago(new Date(heard).toISOString())}` : "Live";
  if (fresh.textContent !== text) fresh.textContent = text;
}

async function follow() {
  if (document.visibilityState === "visible") await refresh();
  setTimeout(follow, EVERY);
}

theme.start();
addEventListener("hashchange", show);
document.addEventListener("theme", () => { for (const view of Object.values(views)) view.restyle?.(); });
show();
follow();
