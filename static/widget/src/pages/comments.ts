// What readers answer to a published page; whoever keeps it looks at each of them first.

import { ask, sentence } from "./asking.ts";
import { byId, made, show, tell } from "./elements.ts";
import type { TakenAlong } from "./files.ts";
import { say } from "./words.ts";

/** `rendering.harvest.Remark`. */
export interface Remark {
  readonly id: string;
  readonly text: string;
  readonly name: string;
  readonly shown: boolean;
}

type Deed = "show" | "hide" | "remove";

interface Page {
  readonly published: boolean;
  readonly keeps: boolean;
  readonly comments: readonly Remark[];
}

/** Shows the comments of a published page, with a form for one more. */
export function commented(token: string, page: Page, along: TakenAlong): void {
  show("comments", page.published);
  if (!page.published) return;
  const deed = async (remark: Remark, what: Deed) => {
    try {
      await ask("/api/harvest/comment/looked-at", { token, comment: remark.id, do: what });
      const shown = (await (await ask("/api/harvest", { token })).json()) as Page;
      along.forget();
      list(shown, deed);
    } catch (error) {
      tell("comment-said", sentence(error));
    }
  };
  list(page, deed);
  byId<HTMLFormElement>("comment").onsubmit = (event) => {
    event.preventDefault();
    void send(token, event.target as HTMLFormElement);
  };
}

async function send(token: string, form: HTMLFormElement): Promise<void> {
  const given = new FormData(form);
  const [text, name] = [String(given.get("text")), String(given.get("name"))];
  try {
    await ask("/api/harvest/comment", { token, text, name });
    form.reset();
    tell("comment-said", say("harvest.comment_thanks"));
  } catch (error) {
    tell("comment-said", sentence(error));
  }
}

function list({ comments, keeps }: Page, deed: (remark: Remark, what: Deed) => Promise<void>): void {
  byId("comment-list").replaceChildren(...comments.map((remark) => {
    const item = made("li");
    item.dataset["comment"] = remark.id;
    const words = made("span", remark.text, "said-there");
    words.dir = "auto";
    item.append(words);
    if (remark.name) item.append(made("small", remark.name));
    if (keeps) item.append(looking(remark, deed));
    return item;
  }));
}

/** The keeper's buttons; what waits is marked. */
function looking(remark: Remark, deed: (remark: Remark, what: Deed) => Promise<void>): HTMLElement {
  const row = made("small", "", "screen looking");
  if (!remark.shown) row.append(made("b", say("harvest.comment_waits")), " ");
  for (const what of [remark.shown ? "hide" : "show", "remove"] as const) {
    const button = made("button", say(`harvest.comment_${what}`), "link");
    button.type = "button";
    button.dataset["do"] = what;
    button.onclick = () => void deed(remark, what);
    row.append(button);
  }
  return row;
}
