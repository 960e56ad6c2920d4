// Dates and times, in the zone of the person who is looking.
import { me } from "./store.js";

function format(date, options) {
  return new Intl.DateTimeFormat("en-US", { timeZone: me()?.tz || "UTC", ...options }).format(date);
}

export const tsDate = (ts) => new Date(Number(ts) * 1000);
export const time = (date) => format(date, { hour: "numeric", minute: "2-digit" });
export const dayKey = (date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" });
export const longDay = (date) => format(date, { weekday: "long", month: "long", day: "numeric", year: "numeric" });
export const shortDay = (date) => format(date, { weekday: "short", month: "short", day: "numeric", year: "numeric" });
export const nearDay = (date) => format(date, { weekday: "short", month: "short", day: "numeric" });
export const full = (date) => `${longDay(date)} at ${time(date)}`;

const tokens = {
  date_num: (d) => `${format(d, { year: "numeric" })}-${format(d, { month: "2-digit" })}-${format(d, { day: "2-digit" })}`,
  date_slash: (d) => format(d, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date_long: longDay,
  date_long_full: longDay,
  date_long_pretty: longDay,
  date: (d) => format(d, { year: "numeric", month: "long", day: "numeric" }),
  date_pretty: (d) => format(d, { year: "numeric", month: "long", day: "numeric" }),
  date_short: (d) => format(d, { year: "numeric", month: "short", day: "numeric" }),
  date_short_pretty: (d) => format(d, { year: "numeric", month: "short", day: "numeric" }),
  day_divider_pretty: longDay,
  time,
  time_secs: (d) => format(d, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (d) => `${tokens.date_short(d)}, ${time(d)}`,
};

// slackDate fills Slack's date format, {date_short} and so on.
export function slackDate(seconds, pattern, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback || "";
  return pattern.replace(/\{([a-z_]+)\}/g, (all, name) => (tokens[name] ? tokens[name](date) : all));
}
