// Builds elements. Text is always text: nothing here parses HTML, so data cannot become markup.

/** An element with attributes and children; children are elements or text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** A card with a heading. */
export function card(title, attributes, ...children) {
  return el("section", { ...attributes, class: `card ${attributes?.class ?? ""}`, "aria-label": title },
    el("div", { class: "head" }, el("h2", {}, title)), ...children);
}

/** What went wrong, with the next step, as the server says it. */
export function problem(message) {
  return el("div", { class: "card problem", role: "alert" }, el("strong", {}, "This did not work. "), message);
}

/** A table: columns are { name, title, numeric, cell }, cell makes an element or text of a row. */
export function table(caption, columns, rows, rowClass = () => undefined) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map(column =>
        el("th", { scope: "col", class: column.numeric ? "n" : undefined }, column.title)))),
      el("tbody", {}, rows.map(row => el("tr", { class: rowClass(row) }, columns.map(column =>
        el("td", { class: column.numeric ? "n" : column.long ? "long" : undefined }, column.cell(row))))))));
}

/** Saves something under a name. */
export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
