// The choice of a language, on the arrival card and in the help.

import { html } from "lit";
import { LOCALES } from "../locales.ts";
import type { Rendered } from "./part.ts";

/** The panel's languages, each named in itself. */
export function languages(locale: string, chosen: (locale: string) => void): Rendered {
  return html`<select data-part="language" @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
    ${Object.entries(LOCALES).map(([each, name]) => html`<option value=${each} lang=${each} ?selected=${each === locale}>${name}</option>`)}
  </select>`;
}
