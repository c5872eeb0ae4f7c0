// A poll: choices side by side or one below the other, dots, and the figures.

import { css } from "lit";

export const poll = css`
  .poll { display: grid; gap: 10px; align-content: start; }
  .poll .asked { font-size: 1.125rem; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
  .poll [role="radiogroup"] { display: grid; gap: 6px; }
  .poll .numbers { display: grid; gap: 4px; grid-template-columns: repeat(auto-fit, minmax(44px, 1fr)); }
  .poll .choice { width: 100%; min-width: 44px; padding: 8px 6px; }
  .poll .numbers .choice { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
  .poll .choice[aria-checked="true"] { background: var(--primary); color: var(--on-primary); box-shadow: inset 0 0 0 2px var(--text); }
  .poll .numbers .choice { white-space: nowrap; }
  .poll .choice[aria-checked="true"] > span::after { content: " ✓" / ""; }
  .poll .ends { display: flex; justify-content: space-between; gap: 16px; font-size: .8125rem; color: var(--soft); }
  .poll .ends span { overflow-wrap: anywhere; }
  .poll .ends :last-child { text-align: end; }
  .dotted { display: grid; gap: 6px; }
  .dotted li { display: grid; grid-template-columns: 44px minmax(0, 1fr) 44px; align-items: center; gap: 8px; padding: 4px; border-radius: 8px; background: var(--raised); }
  .dotted p { overflow-wrap: anywhere; }
  .dotted .own:not(:empty) { display: block; font-size: .8125rem; color: var(--soft); }
  .dotted button { min-height: 44px; border-radius: 8px; background: var(--control); font-size: 1.25rem; }
  .dotted button[aria-disabled="true"] { opacity: .4; cursor: default; }
  .histogram { display: grid; gap: 4px; }
  .histogram li { display: grid; grid-template-columns: minmax(1.5rem, auto) minmax(0, 1fr) 2.5rem; gap: 10px; align-items: center; min-height: 28px; }
  .histogram.wordy li { grid-template-columns: minmax(0, 1fr) 2.5rem; gap: 2px 10px; }
  .histogram.wordy svg { grid-row: 2; grid-column: 1 / -1; height: 8px; }
  .histogram svg { width: 100%; height: 18px; border-radius: 3px; background: var(--raised); }
  .histogram rect { fill: var(--accent); }
  .histogram b { text-align: end; font-variant-numeric: tabular-nums; }
  .histogram .option { font-weight: 600; overflow-wrap: anywhere; }
  .poll .decided { font-weight: 600; }
  @media (forced-colors: active) {
    .poll .choice[aria-checked="true"] { outline: 3px solid Highlight; }
    .histogram rect { fill: CanvasText; }
  }
`;
