// The entry of the personal sheet: opened by its private link, taken along, deleted.

import { ask, sentence } from "./pages/asking.ts";
import { askFirst, byId, made, show, tell } from "./pages/elements.ts";
import { TakenAlong } from "./pages/files.ts";
import { tokenOf, write } from "./pages/keeping.ts";
import { dated, say } from "./pages/words.ts";
import { here } from "./pages/zones.ts";

/** `rendering.sheets.Paper`. */
interface Paper {
  readonly title: string;
  readonly start: number;
  readonly next_date: number | null;
  readonly forgotten: number | null;
  readonly leaves: readonly {
    readonly keyword: string;
    readonly parts: readonly { readonly kind: string; readonly heading: string; readonly lines: readonly string[] }[];
  }[];
}

const KEPT = "tp.sheet";
const token = tokenOf(KEPT);
const along = new TakenAlong(async (format) =>
  (await ask("/api/sheet", { token, format, zone: here() })).text());

function leaf({ keyword, parts }: Paper["leaves"][number], alone: boolean): HTMLElement {
  const section = made("section", "", "leaf panel");
  if (keyword || !alone) section.append(made("h2", keyword || say("sheet.without_topic")));
  for (const { kind, heading, lines } of parts) {
    const list = made(kind === "peer" ? "ol" : "ul", "", `lines ${kind}`);
    list.append(...lines.map((line) => made("li", line)));
    section.append(made("h3", heading), list);
  }
  return section;
}

function render(paper: Paper): void {
  const start = dated(paper.start);
  tell("sheet-when", start.day);
  if (paper.title) tell("sheet-title", paper.title);
  if (paper.forgotten !== null) tell("sheet-until", say("sheet.until", dated(paper.forgotten)));
  byId("leaves").replaceChildren(...paper.leaves.map((each) => leaf(each, paper.leaves.length === 1)));
  if (paper.next_date !== null) {
    const next = dated(paper.next_date);
    tell("sheet-next", say("sheet.next_date", { when: `${next.day}, ${next.time}` }));
    show("sheet-next");
  }
  tell("state", "");
  show("sheet");
  show("sheet-actions");
  show("share", typeof navigator.share === "function");
}

async function open(): Promise<void> {
  if (!token) return tell("state", say("sheet.no_link"));
  try {
    render((await (await ask("/api/sheet", { token })).json()) as Paper);
    await along.asText();
  } catch (error) {
    if (byId("sheet").hidden) tell("state", sentence(error));
  }
}

askFirst("erase", async () => {
  try {
    await ask("/api/sheet/erase", { token });
  } catch (error) {
    return tell("said", sentence(error));
  }
  write(KEPT, "");
  along.forget();
  byId("leaves").replaceChildren();
  show("sheet", false);
  show("sheet-actions", false);
  tell("sheet-when", "");
  tell("sheet-title", say("sheet.heading"));
  tell("state", say("sheet.erased"));
});
void open();
