// The choice of a language, on the arrival card and in the help.

import { html } from "lit";
import { LOCALES } from "../i18n.ts";
import type { Rendered } from "./part.ts";

/** The panel's languages, each named in itself. */
export function languages(locale: string, chosen: (locale: string) => void): Rendered {
  const named = (each: string) => new Intl.DisplayNames([each], { type: "language" }).of(each) ?? each;
  return html`<select data-part="language" @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
    ${LOCALES.map((each) => html`<option value=${each} lang=${each} ?selected=${each === locale}>${named(each)}</option>`)}
  </select>`;
}
