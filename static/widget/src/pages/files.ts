// What is read may be taken along: copied, shared, printed, or as a file in Markdown, HTML or JSON.

import { sentence } from "./asking.ts";
import { copy, onClick, save, tell } from "./elements.ts";
import { say } from "./words.ts";

export type Kind = "markdown" | "html" | "json";

const FILES: Readonly<Record<Kind, { name: string; type: string }>> = {
  markdown: { name: "talking-piece.md", type: "text/markdown" },
  html: { name: "talking-piece.html", type: "text/html" },
  json: { name: "talking-piece.json", type: "application/json" },
};

/** What the buttons of a page take along; *fetched* asks the server for it. */
export class TakenAlong {
  /** The Markdown, fetched beside the page: copying must follow the tap at once. */
  private text = "";

  constructor(private readonly fetched: (kind: Kind) => Promise<string>) {
    onClick("copy", () => this.trying(async () => tell("said", say((await copy(await this.asText())) ? "sheet.copied" : "sheet.not_copied"))));
    onClick("share", () => this.trying(async () => navigator.share({ text: await this.asText() })));
    onClick("print", () => window.print());
    for (const [kind, { name, type }] of Object.entries(FILES) as [Kind, { name: string; type: string }][]) {
      onClick(`as-${kind}`, () => this.trying(async () => save(new Blob([await fetched(kind)], { type }), name)));
    }
  }

  async asText(): Promise<string> {
    this.text ||= await this.fetched("markdown");
    return this.text;
  }

  /** It is gone: nothing of it stays here. */
  forget(): void {
    this.text = "";
  }

  /** Does something with it; a refusal is said, closing the share sheet is none. */
  async trying(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) tell("said", sentence(error));
    }
  }
}
