// What only a board needs of looks; everything else is the panel's own.

import { css } from "lit";

export const styles = css`
  .board, .lane, .side, .cluster { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; align-content: start; min-width: 0; }
  .board .cards { margin: 0; }
  .lane { padding-top: 6px; border-top: 1px solid var(--edge); }
  .lane h2 { color: var(--text); }
  .board > .lane ~ div { padding-top: 8px; border-top: 1px solid var(--edge); }
  .board .head { font-size: .75rem; font-weight: 600; color: var(--soft); }
  .cluster { padding: 8px; border-radius: 10px; box-shadow: inset 0 0 0 1px var(--edge); }
  .cluster > .head { font-size: .875rem; color: var(--text); }
  .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 8px; }
  .under { margin: 4px 0 0 8px; padding-left: 8px; border-left: 2px solid var(--edge); display: grid; gap: 4px; }
  .field { font-size: .875rem; }
  .card[data-picked] { box-shadow: inset 3px 0 0 var(--accent); }
  .card[data-settled] { box-shadow: inset 3px 0 0 var(--success); }
  .card.parked .text { color: var(--soft); }
  .board input { min-width: 0; }
  .several { flex-direction: column; align-items: stretch; }
  .opened { flex: 1 1 100%; min-width: 0; padding-top: 6px; }
  .choices { display: grid; gap: 4px; }
  .choice { min-height: 44px; padding: 6px 12px; border-radius: 8px; background: var(--raised); text-align: start; overflow-wrap: anywhere; }
  .choice:hover { background: var(--control); }
  .gesture, .board .link[aria-pressed] { min-height: 32px; padding: 2px 12px; border-radius: 16px; box-shadow: inset 0 0 0 1px var(--control-edge); font-size: .875rem; }
  .gesture[aria-pressed="true"], .board .link[aria-pressed="true"] { background: var(--tint); box-shadow: inset 0 0 0 2px var(--accent); }
  .deeds[open] { flex-basis: 100%; }
  .deeds summary { min-height: 28px; width: 44px; cursor: pointer; list-style: none; font-weight: 700; }
  @media (forced-colors: active) {
    .gesture, .board .link[aria-pressed], .choice { border: 1px solid ButtonText; }
    .gesture[aria-pressed="true"], .board .link[aria-pressed="true"] { border: 3px solid Highlight; }
  }
  .board [data-part="prepare"] { display: grid; gap: 8px; }
  .board [data-part="done"] { display: inline-block; }
`;
