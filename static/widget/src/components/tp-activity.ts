// The middle of an activity that few sessions need: a file of its own, loaded when it is first shown.
//
// What every session needs on a poor line is in the room's own script; a poll, an open floor or a
// board comes from beside it. Such a file has the name of its activity and exports `middle`.

import { html } from "lit";
import type { Rendered } from "./part.ts";
import { Part } from "./part.ts";

/** What the file of an activity exports. */
export interface Activity {
  /** What stands in the middle of the panel; *part* is the element it is rendered into. */
  middle(part: Part): Rendered;
}

/** So long a line that failed is left alone. */
const AGAIN_MS = 5_000;

const loading = new Map<string, Promise<Activity>>();
const loaded = new Map<string, Activity>();

export class TpActivity extends Part {
  static override properties = { ...Part.properties, use: {} };
  /** The file's name, such as `poll`. */
  declare use: string;

  override render(): Rendered {
    const known = loaded.get(this.use);
    if (known) return known.middle(this);
    void this.load(this.use);
    return html`<div class="breathing"></div>`;
  }

  /** A line that fails is tried again after a while. */
  private async load(use: string): Promise<void> {
    if (loading.has(use)) return;
    const file = import(new URL(`${use}.js`, import.meta.url).href) as Promise<Activity>;
    loading.set(use, file);
    try {
      loaded.set(use, await file);
    } catch {
      this.session.refuse("store_unavailable");
      setTimeout(() => {
        loading.delete(use);
        this.session.changed();
      }, AGAIN_MS);
    }
    this.session.changed();
  }
}
