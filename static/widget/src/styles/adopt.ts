// Styles that a file brings along when it is loaded: adopted by the panel's shadow root, because the
// content security policy allows no <style> in a page.

import type { CSSResult } from "lit";
import type { Part } from "../components/part.ts";

/** From now on the panel in which *part* stands has *styles* as well. */
export function adopt(part: Part, styles: CSSResult): void {
  const root = part.getRootNode() as ShadowRoot;
  const sheet = styles.styleSheet;
  if (!sheet || !root.adoptedStyleSheets || root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
