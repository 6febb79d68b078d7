// Light or dark: the system's choice, until the reader makes another.

const button = document.getElementById("theme");
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}

function apply() {
  const theme = chosen() ?? (system.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme;
  button.textContent = theme === "dark" ? "Light" : "Dark";
  document.dispatchEvent(new Event("theme"));
}

export function start() {
  system.addEventListener("change", apply);
  button.addEventListener("click", () => {
    localStorage.setItem("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    apply();
  });
  apply();
}

/** A colour of the theme. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
