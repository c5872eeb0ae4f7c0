// "Rehearse alone": a session with simulated people, in this tab, at once.

import { ask, sentence } from "./asking.ts";
import { tell } from "./elements.ts";
import { locale, say } from "./words.ts";
import { here } from "./zones.ts";

/** The button of this page, where the server offers rehearsals. */
export class Rehearse {
  private readonly button = document.querySelector<HTMLButtonElement>("#rehearse-go");

  constructor() {
    this.button?.addEventListener("click", () => void this.go());
  }

  private async go(): Promise<void> {
    const { button } = this;
    if (!button) return;
    const label = button.textContent ?? "";
    [button.disabled, button.textContent] = [true, say("home.creating")];
    tell("rehearse-problem", "");
    try {
      const answer = await ask("/api/rehearsals", { format: this.format(), zone: here(), language: locale });
      location.assign(((await answer.json()) as { facilitator: string }).facilitator);
    } catch (error) {
      tell("rehearse-problem", sentence(error));
    } finally {
      [button.disabled, button.textContent] = [false, label];
    }
  }

  /** The one that is chosen in the form above; of a family, the kind of session. */
  private format(): string {
    const id = document.querySelector<HTMLInputElement>('input[name="format"]:checked')?.value ?? "";
    return document.querySelector<HTMLSelectElement>(`[data-kinds="${CSS.escape(id)}"]`)?.value ?? id;
  }
}
