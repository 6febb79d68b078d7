// Numbers, money and times in the reader's locale. Figures arrive as text with all their digits and are formatted from it.

const locale = navigator.language;

/** A whole number or decimal with separators, at most so many decimals. */
export function number(value, decimals = 2) {
  if (value === null || value === undefined || value === "") return "–";
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value);
}

/** An amount with its currency. */
export function money(value, currency, short = false) {
  if (value === null || value === undefined || value === "") return "–";
  const options = short
    ? { notation: "compact", maximumSignificantDigits: 3 }
    : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency, ...options }).format(value);
  } catch {
    return `${new Intl.NumberFormat(locale, options).format(value)} ${currency}`;
  }
}

/** A short form for an axis. */
export function compact(value) {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** Per cent, given per hundred. */
export function percent(value) {
  return value === null || value === undefined || value === ""
    ? "–"
    : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value / 100);
}

/** How long ago that was. */
export function ago(instant, now = Date.now()) {
  if (!instant) return "never";
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (seconds < 90) return relative.format(-seconds, "second");
  if (seconds < 5400) return relative.format(-Math.round(seconds / 60), "minute");
  if (seconds < 172_800) return relative.format(-Math.round(seconds / 3600), "hour");
  return relative.format(-Math.round(seconds / 86_400), "day");
}

/** A moment. The warehouse's timestamps are UTC without a zone. */
export function moment(text) {
  if (!text) return "–";
  const iso = /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(" ", "T")}Z`;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(iso));
}

/** A day of the business calendar, YYYY-MM-DD. */
export function day(text) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(text));
}

/** The n-th weekday, 1 is Monday. */
export function weekday(n) {
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, Number(n)));
}
