// The entry of what came of a session: a published page or notes, opened by their link, read, taken
// along, and taken away by whoever published them.

import { ask, sentence } from "./pages/asking.ts";
import { commented } from "./pages/comments.ts";
import type { Remark } from "./pages/comments.ts";
import { askFirst, byId, made, show, tell } from "./pages/elements.ts";
import { TakenAlong } from "./pages/files.ts";
import { tokenOf, write } from "./pages/keeping.ts";
import { dated, say } from "./pages/words.ts";
import { here } from "./pages/zones.ts";

/** `rendering.harvest.Leaflet`. */
interface Leaflet {
  readonly audience: string;
  readonly title: string;
  readonly format_title: string;
  readonly start: number;
  readonly language: string;
  readonly for_whom: string;
  readonly next_date: number | null;
  readonly forgotten: number;
  readonly chapters: readonly Chapter[];
  readonly published: boolean;
  readonly keeps: boolean;
  readonly comments: readonly Remark[];
}

interface Chapter {
  readonly kind: string;
  readonly heading: string;
  readonly note: string;
  readonly groups: readonly { readonly heading: string; readonly lines: readonly Line[] }[];
  readonly figures: readonly Figure[];
}

interface Line {
  readonly text: string;
  readonly more: readonly (readonly [label: string, words: string])[];
  readonly count: number;
}

interface Figure {
  readonly question: string;
  readonly bars: readonly (readonly [answer: string, count: number])[];
  readonly note: string;
}

const KEPT = "tp.harvest";
const token = tokenOf(KEPT);
const along = new TakenAlong(async (format) =>
  (await ask("/api/harvest", { token, format, zone: here() })).text());

function lineOf({ text, more, count }: Line): HTMLElement {
  const item = made("li");
  item.append(made("span", text, "said-there"));
  if (count) item.append(" ", made("span", `+${count}`, "count"));
  for (const [label, words] of more) {
    const row = made("small");
    if (label) row.append(made("b", `${label}: `));
    row.append(words);
    item.append(row);
  }
  return item;
}

function figureOf({ question, bars, note }: Figure): HTMLElement {
  const figure = made("figure", "", "figure");
  if (question) figure.append(made("figcaption", question));
  const most = Math.max(1, ...bars.map(([, count]) => count));
  const list = made("ol", "", "bars");
  for (const [answer, count] of bars) {
    const bar = made("span", "", "bar");
    bar.style.width = `${(100 * count) / most}%`;
    const track = made("span", "", "track");
    track.setAttribute("aria-hidden", "true");
    track.append(bar);
    const row = made("li");
    row.append(made("span", answer, "answer"), track, made("b", String(count)));
    list.append(row);
  }
  if (bars.length) figure.append(list);
  figure.append(made("p", note, "quiet"));
  return figure;
}

/** Headings are in my language, what people gave is in that of the session. */
let language = "";

function chapterOf({ kind, heading, note, groups, figures }: Chapter): HTMLElement {
  const section = made("section", "", "leaf panel chapter");
  section.dataset["kind"] = kind;
  section.append(made("h2", heading));
  if (note) section.append(made("p", note));
  section.append(...figures.map(figureOf));
  for (const group of groups) {
    if (group.heading) section.append(made("h3", group.heading));
    const list = made("ul", "", "lines");
    if (kind !== "added") list.lang = language;
    list.append(...group.lines.map(lineOf));
    section.append(list);
  }
  return section;
}

function render(shown: Leaflet): void {
  document.title = shown.title || shown.format_title;
  tell("harvest-when", `${shown.format_title} · ${dated(shown.start).day}`);
  tell("harvest-title", shown.title || shown.format_title);
  if (shown.for_whom) tell("harvest-for", say("harvest.for_whom", { who: shown.for_whom }));
  show("harvest-for", Boolean(shown.for_whom));
  const draft = shown.audience === "public" && !shown.published;
  tell("harvest-who", say(draft ? "harvest.draft" : `harvest.${shown.audience}`));
  tell("harvest-until", say("harvest.until", dated(shown.forgotten)));
  language = shown.language;
  byId("chapters").replaceChildren(...shown.chapters.map(chapterOf));
  if (shown.next_date !== null) {
    const next = dated(shown.next_date);
    tell("harvest-next", say("sheet.next_date", { when: `${next.day}, ${next.time}` }));
    show("harvest-next");
  }
  commented(token, shown, along);
  tell("state", "");
  show("harvest");
  show("harvest-actions");
  show("keeper", shown.keeps);
  show("share", typeof navigator.share === "function");
}

async function open(): Promise<void> {
  if (!token) return tell("state", say("harvest.no_link"));
  try {
    render((await (await ask("/api/harvest", { token })).json()) as Leaflet);
    await along.asText();
  } catch (error) {
    if (byId("harvest").hidden) tell("state", sentence(error));
  }
}

askFirst("unpublish", () => along.trying(async () => {
  await ask("/api/harvest/unpublish", { token });
  write(KEPT, "");
  along.forget();
  byId("chapters").replaceChildren();
  show("harvest", false);
  show("harvest-actions", false);
  for (const id of ["harvest-when", "harvest-for"]) tell(id, "");
  tell("harvest-title", say("harvest.heading"));
  tell("state", say("harvest.unpublished"));
}));
void open();
