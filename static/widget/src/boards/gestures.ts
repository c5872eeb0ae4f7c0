// Gestures on a card: a tap each, taken back by another, and a count without names.

import { html } from "lit";
import type { ItemShown, Offer } from "../protocol.gen.ts";
import type { Part, Rendered } from "../components/part.ts";
import { button } from "./filling.ts";

/** What I may give a card, with how many gave it; and the counts of what I may not give. */
export function gestures(part: Part, id: string, item: ItemShown): Rendered {
  const { session } = part;
  const own = item.mine || item.owner === session.me || session.mine?.items[id]?.mine;
  const each = own || item.into ? [] : session.offers("each").filter(([, { kinds }]) => kinds?.includes(item.kind));
  const offered = new Set(each.map(([, { command }]) => String(command["gesture"])));
  const counted = Object.entries(item.counts ?? {}).filter(([gesture]) => !offered.has(gesture));
  return html`${each.map(([key, offer]) => gesture(part, `${key}_${id}`, offer, id, item))}
    ${counted.map(([name, n]) => html`<span class="count" data-count=${name}>${counting(part, name, n)}</span>`)}`;
}

function gesture(part: Part, key: string, offer: Offer, id: string, item: ItemShown): Rendered {
  const name = String(offer.command["gesture"]);
  const on = part.session.mine?.marks?.[name]?.includes(id) ?? false;
  const count = item.counts?.[name] ?? 0;
  const whole: Offer = { ...offer, command: { ...offer.command, item: id, on: !on }, on };
  return button(part, key, whole, "gesture", count ? counting(part, name, count) : undefined);
}

/** "+3", or the gesture's name and how many gave it. */
function counting({ session: { words } }: Part, name: string, n: number): string {
  return name === "plus_one" ? `+${n}` : `${words.text(`buttons.${name}`)} · ${n}`;
}
