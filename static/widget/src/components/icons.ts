// A few line drawings; all are decoration beside words.

import { svg, html } from "lit";
import type { TemplateResult } from "lit";

const DRAWN = {
  lock: svg`<rect x="5" y="10" width="14" height="10" rx="2"/><path d="M8 10V7a4 4 0 0 1 8 0v3"/>`,
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>`,
  mic_off: svg`<path d="M9 9v2a3 3 0 0 0 5 2.2M15 10V6a3 3 0 0 0-5.7-1.3M5 11a7 7 0 0 0 11 5.7M19 11a7 7 0 0 1-.6 2.8M12 18v3M4 4l16 16"/>`,
  bell: svg`<path d="M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4"/>`,
  note: svg`<path d="M6 3h9l4 4v14H6zM14 3v5h5M9 13h6M9 17h6"/>`,
  compass: svg`<circle cx="12" cy="12" r="9"/><path d="M15.5 8.5 13.5 13.5 8.5 15.5 10.5 10.5z"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01"/>`,
  send: svg`<path d="M12 19V5M6 11l6-6 6 6"/>`,
  check: svg`<path d="M5 12.5 10 17.5 19 7"/>`,
};

export function icon(name: keyof typeof DRAWN): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${DRAWN[name]}</svg>`;
}
