// Before the session begins: what comes back from last time, and what each writes down beforehand.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { BoardShown, ItemShown } from "../protocol.gen.ts";
import type { Part, Rendered } from "../components/part.ts";
import { filling } from "../boards/filling.ts";
import { adopt } from "../styles/adopt.ts";
import { styles } from "../styles/board.ts";

type Cards = readonly (readonly [string, ItemShown])[];

/** What stands in the middle while people arrive. */
export function middle(part: Part): Rendered {
  const { view, words } = part.session;
  const board = view?.board;
  if (!view || !board) return nothing;
  adopt(part, styles);
  const offers = part.session.offers("middle");
  const mine = prepared(part, board);
  return html`<section class="board" data-part="before" aria-label=${words.text(view.phase.title)}>
    ${Object.entries(view.lists).map(([list, ids]) => back(part, board, list, ids.flatMap((id) => {
      const item = view.items[id];
      return item && !mine.some(([own]) => own === id) ? [[id, item] as const] : [];
    })))}
    ${offers.length || mine.length ? html`<section data-part="prepare"><h2>${words.text("prepare.heading")}</h2>
      <p class="quiet">${words.text(board.apart ? "prepare.apart" : "prepare.seen")}</p>
      ${Object.entries(board.lanes ?? {}).map(([lane, title]) => line(part, lane, words.say(title), mine))}
      ${stack(part, board, mine.filter(([, { lane }]) => !lane))}
      ${forms(part, "")}</section>` : nothing}
  </section>`;
}

/** What was written down for a later phase, by me or for all to see. */
function prepared({ session }: Part, board: BoardShown): Cards {
  const all = { ...session.view?.items, ...session.mine?.items };
  return Object.entries(all).filter(([, item]) =>
    board.kinds.includes(item.kind) && item.phase && item.phase !== session.view?.phase.id && item.state !== "withdrawn");
}

/** A list that comes back: where each thing stands, its words, what became of it. */
function back(part: Part, board: BoardShown, list: string, cards: Cards): Rendered {
  if (!cards.length) return nothing;
  return html`<section data-part=${list}><h2>${part.session.words.text(`lists.${list}`)}</h2>${stack(part, board, cards)}</section>`;
}

/** A line of a sheet: what I wrote, or a form as long as I have not. */
function line(part: Part, lane: string, title: string, mine: Cards): Rendered {
  const here = mine.filter(([, item]) => item.lane === lane);
  const open = forms(part, lane);
  if (!here.length && open.length === 0) return nothing;
  return html`<section class="lane" data-lane=${lane}><h2>${title}</h2>${stack(part, undefined, here)}${open}</section>`;
}

function forms(part: Part, lane: string) {
  const offers = part.session.offers("middle").filter(([, { command }]) => (command["lane"] ?? "") === lane);
  return offers.map(([id, offer]) => filling(part, id, offer));
}

function stack(part: Part, board: BoardShown | undefined, cards: Cards): Rendered {
  const { words } = part.session;
  if (!cards.length) return nothing;
  return html`<ul class="cards">${repeat(cards, ([id]) => id, ([id, item]) => {
    const lane = board?.lanes?.[item.lane ?? ""];
    return html`<li class="card" data-item=${id} data-state=${item.state ?? "open"}>
      ${lane ? html`<p class="quiet">${words.say(lane)}</p>` : nothing}
      <p class="what"><span class="text" dir="auto">${item.text}</span>
        ${item.status ? html`<span class="mark">${words.text(`status.${item.status}`)}</span>` : nothing}
        ${item.picked ? html`<span class="mark">${words.text("board.picked")}</span>` : nothing}</p>
      ${Object.values(item.fields ?? {}).map((text) => html`<p class="field" dir="auto">${text}</p>`)}
      <div class="small-row">${part.session.offers("item").filter(([, offer]) => offer.item === id).map(([key, offer]) => filling(part, key, offer, true))}</div></li>`;
  })}</ul>`;
}
