// Words by key. The kernel's words are fetched once per language, a format's words come with the
// session; placeholders are filled in here, dates and plurals by Intl.

import type { Ref, Say } from "./protocol.gen.ts";

type Texts = Readonly<Record<string, string>>;
type Value = string | number | Ref;
export type Values = Readonly<Record<string, Value>>;

const RETRY_MS = 3_000;

/** A key nobody has written words for, made readable: its last part, as a sentence. */
export function readable(key: string): string {
  const last = key.split(/[/.]/).findLast((part) => !/^\d*$/.test(part)) ?? "";
  const words = last.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A name stays whole in a sentence: with its number, and where it is written from right to left. */
function apart(words: string): string {
  const whole = words.replace(/ (?=\d+$)/, "\u00a0");
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(whole) ? `\u2068${whole}\u2069` : whole;
}

/** The few words of arriving, which stand in the page itself; none where the page is another's. */
function ofThePage(locale: string): Texts | undefined {
  const words = document.querySelector<HTMLElement>("talking-piece")?.dataset["words"];
  return words && document.documentElement.lang === locale ? (JSON.parse(words) as Texts) : undefined;
}

export class Words {
  locale: string;
  /** All of them are there. */
  ready = false;
  /** Those of arriving are. */
  begun = false;
  private kernel: Texts = {};
  private format: Texts = {};

  constructor(
    private readonly address: string,
    locale: string,
    private readonly nameOf: (person: string) => string,
    private readonly changed: () => void,
  ) {
    this.locale = locale;
    const first = ofThePage(locale);
    this.begun = first !== undefined;
    if (first) this.kernel = first;
    else this.whole();
  }

  /** Fetches all words if that has not begun yet: sitting down needs more of them than arriving. */
  whole(): void {
    if (!this.fetching) void this.load(this.locale);
  }
  private fetching = false;

  /** Fetches the kernel's words in *locale*; tries again until it has them. */
  async load(locale: string): Promise<void> {
    this.fetching = true;
    this.locale = locale;
    try {
      const answer = await fetch(this.address.replace("{locale}", locale));
      if (!answer.ok) throw new Error(answer.statusText);
      const texts = (await answer.json()) as Texts;
      if (this.locale === locale) this.kernel = texts;
    } catch {
      setTimeout(() => this.locale === locale && void this.load(locale), RETRY_MS);
    }
    this.ready = this.begun = true;
    this.changed();
  }

  /** Takes the words of the room's format; the kernel's stand above what has the same key. */
  ofFormat(texts: Texts): void {
    this.format = texts;
    this.changed();
  }

  has(key: string): boolean {
    return key in this.format || key in this.kernel;
  }

  /** The words of *key* as they are written, placeholders and all; empty where there are none. */
  raw(key: string): string {
    return this.find(key) ?? "";
  }

  say(say: Say): string {
    return this.text(say.key, say.values);
  }

  /** The words of *key*: `key_0`, `key_1` or `key_n` where the value `n` asks for one of them. */
  text(key: string, values: Values = {}): string {
    const words = this.plural(key, values["n"]) ?? this.find(key);
    if (words === undefined) return readable(key);
    return words.replace(/\{(\w+)\}/g, (_, name: string) => apart(this.value(values[name])));
  }

  /** The words of `key.1`, `key.2` … as far as they go. */
  list(key: string): string[] {
    const keys = Array.from({ length: 20 }, (_, i) => `${key}.${i + 1}`);
    return keys.filter((each) => this.has(each)).map((each) => this.text(each));
  }

  time(at: number): string {
    return this.date(at, { timeStyle: "short" });
  }

  day(at: number): string {
    return this.date(at, { weekday: "long", day: "numeric", month: "long" });
  }

  moment(at: number): string {
    return this.date(at, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
  }

  /** Whole minutes, as people say them: "5m", "1h 10m", "1 h 10 min". */
  minutes(ms: number): string {
    const minutes = Math.max(0, Math.round(ms / 60_000));
    const hours = Math.floor(minutes / 60);
    const look = this.locale === "en" ? "narrow" : "short";
    const rest = minutes % 60 || !hours ? this.unit(minutes % 60, "minute", look) : "";
    return [hours ? this.unit(hours, "hour", look) : "", rest].filter(Boolean).join(" ");
  }

  seconds(n: number): string {
    return this.unit(n, "second", "short");
  }

  names(names: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: "conjunction" }).format(names);
  }

  private unit(value: number, unit: string, unitDisplay: "narrow" | "short"): string {
    return new Intl.NumberFormat(this.locale, { style: "unit", unit, unitDisplay }).format(value);
  }

  private date(at: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.region, options).format(at);
  }

  private plural(key: string, n: Value | undefined): string | undefined {
    if (typeof n !== "number") return undefined;
    const one = new Intl.PluralRules(this.locale).select(n) === "one";
    return (n === 0 ? this.find(`${key}_0`) : undefined) ?? this.find(`${key}_${one ? "1" : "n"}`);
  }

  /** The reader's own region of the language, for dates: 24 hours or twelve. */
  private get region(): string {
    return navigator.languages.find((tag) => tag.split("-")[0] === this.locale) ?? this.locale;
  }

  private find(key: string): string | undefined {
    return this.kernel[key] ?? this.format[key];
  }

  private value(value: Value | undefined): string {
    if (value === undefined) return "…";
    if (typeof value === "number") return Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : new Intl.NumberFormat(this.locale).format(value);
    if (typeof value === "string") return value;
    if (value.text !== undefined) return this.text(value.text);
    if (value.time !== undefined) return this.time(value.time);
    return value.person === undefined ? "…" : this.nameOf(value.person);
  }
}
