// The board: what people give together, and the list they work on. Loaded when it is first needed.
//
// Lanes, clusters and counts; everything is done by tapping, nothing by dragging. What may be done
// with a card is what the server offers; the board only says where it stands.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { BoardShown, ItemShown, View } from "../protocol.gen.ts";
import type { Part, Rendered } from "../components/part.ts";
import { button, filling } from "../boards/filling.ts";
import { gestures } from "../boards/gestures.ts";
import { adopt } from "../styles/adopt.ts";
import { styles } from "../styles/board.ts";

type Cards = readonly string[];

/** What stands in the middle while people collect or arrange. */
export function middle(part: Part): Rendered {
  const { view, words } = part.session;
  const board = view?.board;
  if (!view || !board) return nothing;
  adopt(part, styles);
  const cards = onBoard(part, view, board);
  const lanes = Object.entries(board.lanes ?? {});
  return html`<section class="board" data-part="board" aria-label=${words.text(view.phase.title)}>
    ${progress(part, board)}
    ${lanes.length ? laned(part, board, lanes, cards) : [forms(part, ""), stack(part, board, cards)]}
    ${cards.length || lanes.length ? nothing : html`<p class="quiet" data-part="empty">${words.say(board.empty)}</p>`}
    ${forms(part, "", true)}
    ${part.session.offers("middle").filter(([, offer]) => !offer.fields?.length).map(([id, offer]) => button(part, id, offer, "link"))}
  </section>`;
}

/** Whether everybody writes apart, and how many are done; nobody is named. */
function progress({ session: { words } }: Part, board: BoardShown): Rendered {
  if (!board.apart && !board.of) return nothing;
  return html`<p class="quiet">${board.apart ? html`<span data-part="apart">${words.text("board.apart")}</span>` : nothing}
    ${board.of ? html`<span data-part="done">${words.text("board.done_of", { n: board.done ?? 0, all: board.of })}</span>` : nothing}</p>`;
}

/** Everything on the board that I see, in its order: the list's, then what only I see so far. */
function onBoard({ session }: Part, view: View, board: BoardShown): Cards {
  const [kind = "", ...pieces] = board.kinds;
  const listed = view.phase.list ? view.lists[view.phase.list] ?? [] : board.items ?? [];
  const mine = Object.entries(session.mine?.items ?? {})
    .filter(([id, item]) => item.kind === kind && item.state !== "withdrawn" && !listed.includes(id) && !view.items[id])
    .map(([id]) => id);
  const shown = [...listed, ...mine];
  // Pieces whose whole is gone, or that never had one, stand by themselves after all others.
  const loose = Object.entries(view.items)
    .filter(([, item]) => pieces.includes(item.kind) && (!item.part || !shown.includes(item.part)))
    .map(([id]) => id);
  return [...shown, ...loose];
}

/** What is filled in in one lane, or without any: what is given, or what is said of the whole. */
function asked(part: Part, lane: string, whole = false) {
  return part.session.offers("middle").filter(([, { fields, command, order }]) =>
    fields?.length && (command["lane"] ?? "") === lane && order >= 70 === whole);
}

function forms(part: Part, lane: string, whole = false): Rendered {
  return html`${repeat(asked(part, lane, whole), ([id]) => id, ([id, offer]) => filling(part, id, offer))}`;
}

function laned(part: Part, board: BoardShown, lanes: [string, BoardShown["empty"]][], cards: Cards): Rendered {
  const { session } = part;
  const rest = cards.filter((id) => !board.lanes?.[session.item(id)?.lane ?? ""]);
  return html`${repeat(lanes, ([lane]) => lane, ([lane, title]) => {
    const here = cards.filter((id) => session.item(id)?.lane === lane);
    return html`<section class="lane" data-lane=${lane}><h2>${session.words.say(title)}</h2>
      ${board.compare ? compared(part, board, here) : stack(part, board, here)}
      ${forms(part, lane)}
      ${here.length || asked(part, lane).length ? nothing : html`<p class="quiet">${session.words.text("panel.no_items_yet")}</p>`}</section>`;
  })}${rest.length || (board.compare && asked(part, "").length) ? html`<section class="lane" data-lane="">
    <h2>${session.words.text("board.anything_else")}</h2>
    ${board.compare ? [compared(part, board, rest), forms(part, "")] : stack(part, board, rest)}</section>` : nothing}
  ${board.compare ? nothing : forms(part, "")}`;
}

/** Side by side: each person's own words under their name. */
function compared(part: Part, board: BoardShown, cards: Cards): Rendered {
  const { session } = part;
  const people = [...new Set(cards.map((id) => session.item(id)?.owner ?? ""))];
  return cards.length === 0 ? nothing : html`<div class="sides">${people.map((person) => html`<div class="side">
    <p class="head">${person === session.me ? session.words.text("panel.you") : session.name(person)}</p>
    ${stack(part, board, cards.filter((id) => (session.item(id)?.owner ?? "") === person))}</div>`)}</div>`;
}

/** Cards under each other; those of one cluster in one frame. */
function stack(part: Part, board: BoardShown, cards: Cards): Rendered {
  const { session } = part;
  const firsts = cards.filter((id) => !cards.includes(session.item(id)?.cluster ?? ""));
  return html`${repeat(firsts, (id) => id, (id) => {
    const along = cards.filter((other) => session.item(other)?.cluster === id);
    const theme = session.item(id)?.theme;
    if (!along.length) return html`<ul class="cards">${card(part, board, id)}</ul>`;
    return html`<div class="cluster" data-cluster=${id} role="group" aria-label=${theme ?? nothing}>${theme ? html`<p class="head">${theme}</p>` : nothing}
      <ul class="cards">${repeat([id, ...along], (one) => one, (one) => card(part, board, one))}</ul></div>`;
  })}`;
}

function card(part: Part, board: BoardShown, id: string): Rendered {
  const { session } = part;
  const item = session.item(id);
  if (!item) return nothing;
  const all = Object.entries(session.view?.items ?? {});
  const pieces = all.filter(([, one]) => one.part === id).map(([one]) => one);
  const same = all.filter(([, one]) => one.into === id).map(([one]) => one);
  return html`<li class="card ${item.state ?? "open"}" data-item=${id} data-state=${item.state ?? "open"} ?data-picked=${item.picked} ?data-settled=${item.settled}>
    <p class="what"><span class="text" dir="auto">${item.text}</span> ${chips(part, item)}</p>
    ${Object.entries(item.fields ?? {}).map(([name, text]) => {
      const called = board.fields?.[name];
      return html`<p class="field"><span class="quiet">${called ? session.words.say(called) : name}:</span> <span dir="auto">${text}</span></p>`;
    })}
    ${under(part, board, "same_as_this", same)} ${under(part, board, "pieces", pieces)}
    ${deeds(part, id, item)}
  </li>`;
}

/** What stands with a card: other words for the same, or its smaller pieces. */
function under(part: Part, board: BoardShown, title: string, cards: Cards): Rendered {
  if (!cards.length) return nothing;
  return html`<div class="under"><p class="head">${part.session.words.text(`board.${title}`)}</p>
    <ul class="cards">${repeat(cards, (id) => id, (id) => card(part, board, id))}</ul></div>`;
}

const STATES: Readonly<Record<string, string>> = { done: "panel.done", kept: "panel.kept", parked: "buttons.park_item" };

function chips({ session }: Part, item: ItemShown): Rendered {
  const { words, view } = session;
  const say = (key: string) => html`<span class="mark">${words.text(key)}</span>`;
  const state = STATES[item.state ?? ""];
  const named = item.owner && !view?.board?.compare;
  return html`${item.picked ? say("board.picked") : nothing} ${item.settled ? say("board.settled") : nothing}
    ${item.status ? say(`status.${item.status}`) : nothing} ${state ? say(state) : nothing}
    ${item.doer ? html`<span class="mark">${words.text("board.looks_after", { name: session.name(item.doer) })}</span>` : nothing}
    ${named ? html`<span class="owner">${item.owner === session.me ? words.text("panel.you") : session.name(item.owner ?? "")}</span>` : nothing}`;
}

/** The buttons of a card: gestures with their counts, then what may be done with it. */
function deeds(part: Part, id: string, item: ItemShown): Rendered {
  const offers = part.session.offers("item").filter(([, offer]) => offer.item === id);
  const plain = offers.filter(([, offer]) => offer.order < 10);
  const more = offers.filter(([, offer]) => offer.order >= 10);
  return html`<div class="small-row">${gestures(part, id, item)} ${plain.map(([key, offer]) => filling(part, key, offer, true))}
    ${more.length ? html`<details class="deeds"><summary aria-label=${part.session.words.text("panel.more")}>⋯</summary>
      <div class="small-row">${repeat(more, ([key]) => key, ([key, offer]) => filling(part, key, offer, true))}</div></details>` : nothing}</div>`;
}
