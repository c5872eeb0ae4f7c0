// The middle: the circle with its slow ring, the cards, the basket.

import { css } from "lit";

export const middle = css`
  tp-circle { flex: 1 1 200px; min-height: 100px; max-height: 330px; display: flex; }
  .circle { flex: 1; min-width: 0; container-type: size; }
  .ring { --ring: min(100cqw, 100cqh - 46px); height: 100%; display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); gap: 4px; place-items: center; }
  .ring svg { grid-area: 1 / 1; width: var(--ring); height: var(--ring); overflow: visible; }
  .track, .spent { fill: none; stroke-width: 5; }
  .track { stroke: var(--control); }
  .spent { stroke: var(--primary); stroke-linecap: round; transition: stroke-dashoffset 1s linear; }
  [data-limit="soft"] .spent { stroke: var(--warning); }
  [data-limit="hard"] .spent { stroke: var(--warning); stroke-width: 8; }
  .holder {
    grid-area: 1 / 1; width: calc(var(--ring) * .54); display: flex; flex-direction: column;
    align-items: center; text-align: center; line-height: 1.15;
  }
  .holder strong { font-weight: 600; max-width: 100%; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
  .large { font-size: clamp(1.25rem, var(--ring) / 7.2, 2.25rem); }
  .middling { font-size: clamp(1rem, var(--ring) / 10.6, 1.9rem); }
  .little { font-size: clamp(.8125rem, var(--ring) / 14, 1.125rem); }
  .around { grid-row: 2; font-size: .875rem; color: var(--soft); text-align: center; overflow-wrap: anywhere; }
  .around p { text-wrap: balance; }
  @container (max-height: 216px) {
    .ring { grid-template: 1fr auto auto 1fr / auto minmax(0, max-content); gap: 2px 16px; justify-content: center; }
    .ring svg { grid-area: 1 / 1 / 5 / 2; width: min(100cqh, 130px); height: min(100cqh, 130px); }
    .holder { grid-area: 2 / 2; width: 100%; flex-flow: row wrap; gap: 0 8px; justify-content: start; text-align: start; }
    .holder strong { font-size: 1.25rem; flex-basis: 100%; }
    .holder .little { font-size: 1.0625rem; }
    .around { grid-area: 3 / 2; justify-self: start; text-align: start; font-size: .8125rem; }
  }
  .holder > span { max-width: 100%; }
  .does:empty { display: none; }
  .does, .digits, .land { font-size: .8125rem; color: var(--soft); margin-top: 3px; }
  .digits { font-variant-numeric: tabular-nums; }
  .land { color: var(--warning); font-weight: 600; }
  .seat circle { fill: var(--control); stroke: var(--ground); stroke-width: 3; }
  .seat text { font: 600 10.5px var(--font); fill: var(--text); text-anchor: middle; }
  .seat path { fill: none; stroke: var(--soft); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  .seat.holds circle { fill: var(--primary); }
  .seat.holds text { fill: var(--on-primary); }
  .seat.me circle { stroke: var(--accent); stroke-width: 2; }
  .seat.away { opacity: .45; }

  tp-circle:has(.small) { flex: none; min-height: 58px; }
  .small.circle { padding: 0 10px; border-radius: 10px; background: var(--raised); }
  .small .ring { justify-content: start; }
  .small .ring svg { width: 40px; height: 40px; }
  .small .holder strong { font-size: 1.0625rem; }
  .small .track, .small .spent { stroke-width: 22; }
  .small .around { display: none; }

  tp-script:not(:has(*)) { margin-top: -8px; }
  .script summary, .deck-of-cards summary { min-height: 28px; padding: 2px 0; font-size: .8125rem; color: var(--soft); }
  .script blockquote { margin: 2px 0 0; padding: 2px 0 2px 12px; border-left: 2px solid var(--edge); font-size: .9375rem; line-height: 1.45; }

  .items h2 { display: inline; }
  .cards { display: grid; gap: 6px; margin-top: 8px; }
  .card { padding: 8px 12px; border-radius: 8px; background: var(--raised); }
  .card.now { box-shadow: inset 3px 0 0 var(--primary); }
  .card.done .text, .card.kept .text, .card.parked .text { color: var(--soft); }
  .card.withdrawn .text { text-decoration: line-through; color: var(--soft); }
  .what { display: flex; flex-wrap: wrap; gap: 0 10px; align-items: baseline; }
  .text { font-weight: 600; overflow-wrap: anywhere; white-space: pre-line; }
  .notes .text, .basket .text { font-weight: 400; }
  .owner { margin-left: auto; font-size: .8125rem; color: var(--soft); }
  .tight .peek:not([open]) { display: none; }
  .peek { border-top: 1px solid var(--edge); }
  .peek summary { display: flex; gap: 8px; align-items: baseline; min-height: 30px; padding: 5px 0 0; list-style: none; }
  .peek summary::-webkit-details-marker { display: none; }
  .peek summary::after { content: "▾" / ""; color: var(--soft); margin-left: auto; }
  .peek[open] summary::after { content: "▴" / ""; }
  .peek .cards { margin-bottom: 6px; }
  .count { font-size: .8125rem; color: var(--soft); }
  .glimpse { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .875rem; }
  .peek[open] .glimpse { visibility: hidden; }

  .notes, .basket { display: grid; gap: 8px; }
  .checks { display: flex; flex-wrap: wrap; gap: 6px; }

  .lobby, .people, .breath { display: grid; gap: 10px; }
  .lobby { gap: 6px; }
  .lobby .people { margin-top: 14px; }
  .big { font-size: 1.375rem; line-height: 1.25; color: var(--text); overflow-wrap: anywhere; }
  .names { display: flex; flex-wrap: wrap; gap: 6px; }
  .names li { padding: 6px 12px; border-radius: 18px; background: var(--raised); overflow-wrap: anywhere; }
  .names .me { box-shadow: inset 0 0 0 1px var(--accent); }
  .names small { color: var(--soft); }
  tp-card:has(.breath) { margin: auto; }
  .breath { justify-items: center; text-align: center; gap: 14px; padding: 12px 0; }
  .breath h2 { font-size: 1.25rem; color: var(--text); }
`;
