// What stands in a file of its own: the middle of an activity, or a page after the session.

import { html } from "lit";
import type { Rendered } from "./part.ts";
import { Part } from "./part.ts";
import { seldom } from "../seldom.ts";

/** What the file of an activity exports. */
export interface Activity {
  /** What stands in the middle of the panel; *part* is the element it is rendered into. */
  middle(part: Part): Rendered;
}

export class TpActivity extends Part {
  static override properties = { ...Part.properties, use: {} };
  /** The file's name, such as `poll`. */
  declare use: string;

  override render(): Rendered {
    const file = seldom<Activity>(this.use, this.session);
    return file ? file.middle(this) : html`<div class="breathing"></div>`;
  }
}
