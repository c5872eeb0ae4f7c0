// The way through the format, beside the panel or behind "where are we?".

import { html, nothing } from "lit";
import type { Session } from "../session.ts";
import type { Rendered } from "./part.ts";

/** The way through the format; what stands in the loop is set in. */
export function steps({ view, words }: Session): Rendered {
  return html`<section class="way" data-part="way" aria-label=${words.text("table.the_way")}><h2>${words.text("table.the_way")}</h2>
    <ol>${(view?.steps ?? []).map((step) => html`<li class="${step.state} ${step.loop ? "loop" : ""}" data-step=${step.id}
      aria-current=${step.state === "now" ? "step" : nothing}>${words.text(step.title)}</li>`)}</ol></section>`;
}
