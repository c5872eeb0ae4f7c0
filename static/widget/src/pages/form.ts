// The form that starts a session: sensible times from the start, honest hints, clear sentences.

import { byId, made, show, tell } from "./elements.ts";
import type { Made } from "./invitation.ts";
import { ask, sentence } from "./asking.ts";
import { locale, minutes, say } from "./words.ts";
import { here, instant, onTheWall, zones } from "./zones.ts";

const QUARTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** An end that lies before the start means the next day, if the session is then at most so long. */
const NIGHT_MS = 6 * 3_600_000;

/** What a form may begin with, where it continues a series. */
export interface Start {
  readonly title?: string;
  readonly format?: string;
  readonly zone?: string;
  readonly language?: string;
  readonly at?: number;
  readonly series?: string;
}

interface Times {
  readonly start: number;
  readonly end: number;
  readonly nextDay: boolean;
}

/** The form of this page; *done* gets the session that was made. */
export class SessionForm {
  private readonly form = byId<HTMLFormElement>("session-form");
  /** Once somebody has set an end, another format does not move it any more. */
  private endSet = false;
  private series = "";

  constructor(private readonly done: (session: Made) => void) {
    if (!this.form.elements.namedItem("format")) return;
    // Whoever comes from the page about a format has chosen it.
    this.fill({ format: new URLSearchParams(location.search).get("format") ?? "" });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.form.addEventListener("input", (event) => this.changed(event.target as HTMLInputElement | HTMLSelectElement));
  }

  /** Puts sensible values into every field. */
  fill(wanted: Start): void {
    const zone = wanted.zone ?? here();
    const all = zones();
    byId<HTMLSelectElement>("zone").replaceChildren(...(all.includes(zone) ? all : [zone, ...all]).map((name) => {
      const option = made("option", name.replaceAll("_", " "));
      option.value = name;
      return option;
    }));
    this.set("zone", zone);
    if (wanted.title) this.set("title", wanted.title);
    if (wanted.language) this.set("language", wanted.language);
    this.series = wanted.series ?? "";
    // What the link of the series will do later is said before there is one.
    for (const note of this.form.querySelectorAll<HTMLElement>(".kind-note")) note.hidden = this.series !== "";
    this.choose(wanted.format ?? "");
    const next = Math.ceil(Date.now() / QUARTER_MS) * QUARTER_MS;
    const start = onTheWall(wanted.at && wanted.at > Date.now() ? wanted.at : next, zone);
    this.set("date", start.date);
    this.set("start", start.time);
    this.endSet = false;
    this.placeEnd();
  }

  /** The formats stand in another order, with the first one chosen. */
  chosenAnew(): void {
    if (!this.endSet) this.placeEnd();
    this.hint();
  }

  /** Chooses a format: by itself, or as the kind of session of a family. */
  private choose(format: string): void {
    const value = CSS.escape(format);
    const kind = this.form.querySelector<HTMLOptionElement>(`[data-kinds] option[value="${value}"]`);
    if (kind) kind.selected = true;
    const family = kind?.closest("select")?.dataset["kinds"];
    const choice = this.form.querySelector<HTMLInputElement>(`input[value="${family ?? value}"]`);
    if (choice) choice.checked = true;
    this.nameKinds();
  }

  /** The card of a family is called as the kind of session that is chosen. */
  private nameKinds(): void {
    for (const kinds of this.form.querySelectorAll<HTMLSelectElement>("[data-kinds]")) {
      const card = this.form.querySelector(`input[value="${CSS.escape(kinds.dataset["kinds"] ?? "")}"]`)?.closest(".format");
      const title = card?.querySelector(".choice-title");
      if (title) title.textContent = kinds.selectedOptions[0]?.textContent ?? "";
    }
  }

  /** The id of the chosen format; of a family, the kind of session that was chosen. */
  private format(): string {
    const id = this.choice()?.value ?? "";
    return this.kinds(id)?.value ?? id;
  }

  private kinds(id: string): HTMLSelectElement | null {
    return this.form.querySelector<HTMLSelectElement>(`[data-kinds="${CSS.escape(id)}"]`);
  }

  /** The usual and the least minutes of the chosen format; of a family, those of the chosen kind. */
  private lasts(): DOMStringMap {
    const choice = this.choice();
    return this.kinds(choice?.value ?? "")?.selectedOptions[0]?.dataset ?? choice?.dataset ?? {};
  }

  private changed(field: HTMLInputElement | HTMLSelectElement): void {
    this.complain("");
    if (field.dataset["kinds"]) this.nameKinds();
    if (field.name === "call") show("level-field", field.value.trim() !== "");
    if (field.name === "end") this.endSet = true;
    const longer = field.name === "format" || field.name === "start" || field.dataset["kinds"];
    if (longer && !this.endSet) this.placeEnd();
    this.hint();
  }

  /** The end that the chosen format usually has. */
  private placeEnd(): void {
    const zone = this.get("zone");
    const start = instant(this.get("date"), this.get("start"), zone);
    const usual = Number(this.lasts()["usual"] ?? 60);
    if (!Number.isNaN(start)) this.set("end", onTheWall(start + usual * MINUTE_MS, zone).time);
    this.hint();
  }

  /** How long it lasts, and whether that is tight for the format; nothing is refused for it. */
  private hint(): void {
    const times = this.times();
    const choice = this.choice();
    show("demo-field", Boolean(choice?.dataset["watchers"]));
    if (!times || !choice || times.end <= times.start) return tell("length", "");
    const { usual = "", least = "" } = this.lasts();
    const parts = [say("home.lasts", { time: minutes(times.end - times.start) })];
    if (times.nextDay) parts.push(say("home.next_day"));
    const tight = times.end - times.start < Number(least) * MINUTE_MS;
    if (tight) parts.push(say("home.tight", { usual, least }));
    tell("length", parts.join(" "));
    byId("length").classList.toggle("tight", tight);
  }

  private times(): Times | undefined {
    const [date, zone] = [this.get("date"), this.get("zone")];
    const start = instant(date, this.get("start"), zone);
    const end = instant(date, this.get("end"), zone);
    if (Number.isNaN(start) || Number.isNaN(end)) return undefined;
    const nextDay = end <= start && end + DAY_MS - start <= NIGHT_MS;
    return { start, end: nextDay ? end + DAY_MS : end, nextDay };
  }

  /** What is wrong, as a sentence and the name of the field; nothing if all is well. */
  private wrong(times: Times | undefined): [string, string] | undefined {
    if (!this.choice()) return [say("home.wrong_format"), "format"];
    if (!this.get("date")) return [say("home.wrong_date"), "date"];
    if (!times) return [say("home.wrong_time"), this.get("start") ? "end" : "start"];
    if (times.end <= times.start) return [say("errors.end_before_start"), "end"];
    if (times.end <= Date.now()) return [say("errors.past"), "date"];
    return undefined;
  }

  private async send(): Promise<void> {
    const times = this.times();
    const wrong = this.wrong(times);
    if (wrong || !times) return this.complain(...(wrong ?? [say("home.wrong_time"), "start"]));
    const button = this.form.querySelector<HTMLButtonElement>("button[type=submit]");
    const label = button?.textContent ?? "";
    if (button) [button.disabled, button.textContent] = [true, say("home.creating")];
    const plan = {
      title: this.get("title").trim(), format: this.format(), start: times.start, end: times.end,
      zone: this.get("zone"), language: this.get("language") || locale,
      call: this.get("call").trim(), level: this.get("level") || "guide", demo: this.watched(),
    };
    try {
      const answer = await ask("/api/sessions", { ...plan, series: this.series });
      this.done({ ...plan, from: this.series, ...((await answer.json()) as Pick<Made, "room" | "title" | "facilitator" | "invitation" | "companion" | "series" | "gallery">) });
    } catch (error) {
      this.complain(sentence(error));
    } finally {
      if (button) [button.disabled, button.textContent] = [false, label];
    }
  }

  /** Says what is wrong, at the field it is about; without words all is well again. */
  private complain(words: string, field = ""): void {
    const problem = byId("problem");
    tell("problem", words);
    show("problem", words !== "");
    for (const each of this.form.querySelectorAll<HTMLElement>("input, select")) {
      const wrong = field !== "" && each.getAttribute("name") === field;
      if (!wrong) each.removeAttribute("aria-invalid");
      else each.setAttribute("aria-invalid", "true");
    }
    const at = this.form.querySelector<HTMLElement>("[aria-invalid]");
    const row = at?.closest(".row, fieldset");
    if (row) row.after(problem);
    else this.form.querySelector("button[type=submit]")?.before(problem);
    at?.setAttribute("aria-describedby", "problem");
    at?.focus();
    if (words) problem.scrollIntoView({ block: "nearest" });
  }

  /** Whether others may watch: only where that can be chosen. */
  private watched(): boolean {
    return !byId("demo-field").hidden && Boolean(this.form.querySelector<HTMLInputElement>("input[name=demo]")?.checked);
  }

  private choice(): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>("input[name=format]:checked");
  }

  private get(name: string): string {
    return (this.form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "";
  }

  private set(name: string, value: string): void {
    const field = this.form.elements.namedItem(name) as HTMLInputElement | null;
    if (field) field.value = value;
  }
}
