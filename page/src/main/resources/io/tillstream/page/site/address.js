// The page's state stands in its address, so that a view can be linked and the browser's back button works.

/** What the address says: the view and its settings. */
export function read() {
  const [view, query] = location.hash.replace(/^#/, "").split("?");
  return { view: view || "pipeline", settings: Object.fromEntries(new URLSearchParams(query ?? "")) };
}

/** Writes it; a change of settings is a step that "back" undoes. */
export function write(view, settings) {
  const query = new URLSearchParams(Object.entries(settings).filter(([, value]) => value));
  location.hash = query.size ? `${view}?${query}` : view;
}
