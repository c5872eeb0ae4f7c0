// The words and the language of a page, which the server has put into it.

type Values = Readonly<Record<string, string | number>>;

const written = document.getElementById("words")?.textContent ?? "{}";
const texts = JSON.parse(written) as Readonly<Record<string, string>>;

/** The language of this page. */
export const locale = document.documentElement.lang || "en";

/** The words of *key*, filled in; `key@fr` are those of another language, where they are given. */
export function say(key: string, values: Values = {}): string {
  const words = texts[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));
}

/** `key_0`, `key_1` or `key_n`, as *n* asks for. */
export function counted(key: string, n: number): string {
  const one = new Intl.PluralRules(locale).select(n) === "one";
  return say(`${key}_${n === 0 ? "0" : one ? "1" : "n"}`, { n });
}

/** Whole minutes, as people say them: "1 hr 30 min". */
export function minutes(ms: number): string {
  const all = Math.round(ms / 60_000);
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const parts = [all >= 60 ? unit(Math.floor(all / 60), "hour") : "", all % 60 || !all ? unit(all % 60, "minute") : ""];
  return parts.filter(Boolean).join(" ");
}

/** The reader's own region for a language, so that 9 o'clock is written as they write it. */
function regional(tag: string): string {
  return navigator.languages.find((each) => each.split("-")[0] === tag) ?? tag;
}

/** The day and the time of day of an instant, in *zone* and the language *tag*. */
export function dated(at: number, zone?: string, tag = locale): { day: string; time: string } {
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(regional(tag), zone ? { ...options, timeZone: zone } : options).format(at);
  return {
    day: show({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    time: show({ hour: "numeric", minute: "2-digit" }),
  };
}
