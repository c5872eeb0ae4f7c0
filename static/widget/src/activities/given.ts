// What stands under the circle now and then: cards that are given while somebody speaks, and a deck.

import { html } from "lit";
import type { Part, Rendered } from "../components/part.ts";
import { given } from "../boards/given.ts";
import { cards } from "../components/cards.ts";
import { adopt } from "../styles/adopt.ts";
import { floor } from "../styles/floor.ts";

export function middle(part: Part): Rendered {
  adopt(part, floor);
  return html`${cards(part)} ${given(part)}`;
}
