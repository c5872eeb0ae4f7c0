// What a facilitator steers with, below everything else.

import { css } from "lit";

export const steering = css`
  .steering { display: grid; gap: 8px; border-top: 1px solid var(--edge); padding-top: 8px; }
  .figures { font-size: .7812rem; color: var(--soft); font-variant-numeric: tabular-nums; overflow: hidden; }
  .figures span { display: inline-block; position: relative; margin-inline-end: .4em; }
  .figures i { position: absolute; inset-inline-end: calc(100% + .2em); } /* beyond the edge where a line begins: not seen there */
  .figures span:first-child { color: var(--text); }
  .steer { display: flex; flex-wrap: wrap; gap: 8px; align-items: stretch; }
  .steer .wide { flex: 1 1 6.5rem; min-width: 0; padding: 6px 8px; }
  .steer .narrow { min-height: 44px; padding: 4px 10px; background: none; box-shadow: inset 0 0 0 1px var(--edge); }
  .steer .icon-button { margin-left: auto; }
  .steer .back { display: none; }
  .turn:has(.main) ~ .steering .steer .main { background: var(--control); color: var(--text); }
  @container host (width < 560px) {
    .steering > .steer:has(.narrow ~ .narrow) > :is(.wide, .narrow:not(:has(.back))) { flex-grow: 1; }
    .steering > .steer:has(.narrow ~ .narrow) > .wide { flex-basis: 100%; }
  }
  .go { margin-top: 4px; display: grid; gap: 4px; }
  .steering > p[data-part="lit"] { font-size: .8125rem; }
  .go p { font-size: .8125rem; color: var(--soft); }
  .go .steer { align-items: center; }
  .go .wide { flex-basis: 7.5rem; padding-inline: 8px; min-height: 44px; background: none; box-shadow: inset 0 0 0 1px var(--control-edge); font-weight: 500; }
  .go .wide:hover { background: var(--control); }
  .go.lit p { color: var(--text); }
  .go.lit .wide { background: var(--tint); box-shadow: inset 0 0 0 2px var(--accent); font-weight: 600; }
  .go:has(.narrow ~ .narrow ~ .narrow) .wide { flex-basis: 60%; }
  .go:has(.narrow ~ .narrow ~ .narrow) .narrow:not(:has(.back)) { order: 1; flex: 1; white-space: nowrap; }
  @container host (width < 560px) {
    .go:has(.narrow ~ .narrow) .wide { flex-basis: calc(100% - 108px); }
    .go:has(.narrow ~ .narrow) .narrow:not(:has(.back)) { order: 1; flex: 1 0 auto; padding-inline: 6px; font-size: .8125rem; }
    .go:not(:has(.narrow ~ .narrow)) .narrow:not(:has(.back)) { order: 1; flex: 1 0 100%; }
    .steer .back { display: block; }
    .steer .back + span { position: absolute; clip-path: inset(50%); font-size: 1px; }
    .steer button:has(.back) { width: 48px; padding: 0; position: relative; overflow: hidden; }
  }
`;
