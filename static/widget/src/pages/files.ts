// What is read may be taken along as a file: Markdown, HTML or JSON.

import { onClick, save } from "./elements.ts";

export type Kind = "markdown" | "html" | "json";

const FILES: Readonly<Record<Kind, { name: string; type: string }>> = {
  markdown: { name: "talking-piece.md", type: "text/markdown" },
  html: { name: "talking-piece.html", type: "text/html" },
  json: { name: "talking-piece.json", type: "application/json" },
};

/** The three buttons of the page; *give* saves what *fetched* finds, and says what went wrong. */
export function offerFiles(fetched: (kind: Kind) => Promise<string>, give: (action: () => Promise<void>) => Promise<void>): void {
  for (const [kind, { name, type }] of Object.entries(FILES) as [Kind, { name: string; type: string }][]) {
    onClick(`as-${kind}`, () => give(async () => save(new Blob([await fetched(kind)], { type }), name)));
  }
}
