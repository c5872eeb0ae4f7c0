// An open talk, and a role that is to be filled: names in rows, thumbs as large as each other.

import { css } from "lit";

export const floor = css`
  .floor { display: grid; gap: 8px; align-content: start; }
  .floor .big { font-size: 1rem; }
  .floor .who { display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 4px 0 0; list-style: none; }
  .floor .who li { padding: 6px 12px; border-radius: 999px; background: var(--raised); overflow-wrap: anywhere; }
  .floor .who li.me { box-shadow: inset 0 0 0 2px var(--accent); }
  .floor .thumbs { display: grid; gap: 6px; padding: 12px; border-radius: 12px; background: var(--raised); }
  .floor .thumbs .choices { display: grid; gap: 6px; grid-auto-rows: 1fr; grid-template-columns: repeat(auto-fit, minmax(80px, 1fr)); }
  .floor .thumbs [aria-pressed="true"] { background: var(--primary); color: var(--on-primary); }
  .floor .thumbs [aria-pressed="true"] > span::after { content: " ✓" / ""; }
  .floor .deck { padding: 12px; border-radius: 12px; background: var(--raised); font-size: 1.125rem; line-height: 1.4; }
  @media (forced-colors: active) {
    .floor .thumbs [aria-pressed="true"] { outline: 3px solid Highlight; }
  }
`;
