// The entry of the series page: what carries over, and the form of the next session.

import { ask, sentence } from "./pages/asking.ts";
import { byId, made, show, tell } from "./pages/elements.ts";
import { SessionForm } from "./pages/form.ts";
import { tokenOf } from "./pages/keeping.ts";
import { Links, kept } from "./pages/links.ts";
import { counted, dated, say } from "./pages/words.ts";

/** `core.sheets.SeriesMemory`, as far as it is shown. */
interface Memory {
  readonly format: string;
  readonly index: number;
  readonly topics: readonly { readonly text: string }[];
  readonly next_date: number | null;
  readonly title: string;
  readonly language: string;
  readonly zone: string;
  readonly topics_opened: number;
  readonly topics_left: number;
  readonly minutes_used: number;
}

/** `rendering.next_time.KeptList`: a list of a pair's that comes back. */
interface KeptList {
  readonly title: string;
  readonly lines: readonly { readonly text: string; readonly about: string; readonly notes: readonly string[] }[];
}

/** `rendering.next_time.Proposed`: the kind of session that fits, and why. */
interface Proposed {
  readonly format: string;
  readonly title: string;
  readonly sentence: string;
  readonly remaining: string;
}

interface Told {
  readonly memory: Memory | null;
  readonly lists?: readonly KeptList[];
  readonly proposal?: Proposed | null;
}

const token = tokenOf("tp.series");
const links = new Links(() => void open());
const form = new SessionForm((session) => {
  show("carried", false);
  links.take(session);
});

function carried(memory: Memory, lists: readonly KeptList[], proposal?: Proposed | null): void {
  tell("series-index", say("next_session.session_n", { n: memory.index + 1 }));
  const count = lists.length ? say("next_session.lists") : counted("next_session.carried", memory.topics.length);
  tell("carried-count", count);
  byId("carried-lists").replaceChildren(...lists.flatMap(keptList));
  byId("carried-topics").replaceChildren(...memory.topics.map(({ text }) => made("li", text)));
  const { topics_opened: opened, topics_left: left, minutes_used: minutes } = memory;
  tell("carried-last", lists.length ? "" : say("next_session.last_time", { opened, left, minutes }));
  const date = memory.next_date === null ? undefined : dated(memory.next_date, memory.zone);
  const words = date && say("next_session.next_date", { when: `${date.day}, ${date.time}` });
  tell("carried-date", words ?? say("next_session.no_date"));
  propose(proposal);
  form.fill({ ...memory, format: proposal?.format ?? memory.format, at: memory.next_date ?? 0, series: token });
  show("carried");
  show("start");
}

/** The kind is chosen in the form already, and any other may be chosen instead. */
function propose(proposal?: Proposed | null): void {
  show("proposal", Boolean(proposal));
  if (!proposal) return;
  tell("proposal-kind", say("next_session.proposed", { kind: proposal.title }));
  tell("proposal-why", `${proposal.sentence} ${say("next_session.always")}`);
  tell("proposal-rest", proposal.remaining);
}

/** A heading, and under it what comes back: what it is about, its words, what is said of it. */
function keptList({ title, lines }: KeptList): HTMLElement[] {
  const list = made("ul", "");
  list.append(...lines.map(({ text, about, notes }) => {
    const line = made("li", "");
    if (about) line.append(made("small", about));
    line.append(made("span", text), ...notes.map((note) => made("em", note)));
    return line;
  }));
  return [made("h2", title), list];
}

async function open(): Promise<void> {
  if (!token) return tell("state", say("next_session.no_link"));
  try {
    const answer = await ask("/api/series", { token });
    const { memory, lists = [], proposal } = (await answer.json()) as Told;
    tell("state", memory ? "" : say("next_session.not_yet"));
    if (memory) carried(memory, lists, proposal);
  } catch (error) {
    tell("state", sentence(error));
  }
}

const before = kept();
if (before && token && before.from === token) {
  tell("state", "");
  links.show(before);
} else {
  void open();
}
