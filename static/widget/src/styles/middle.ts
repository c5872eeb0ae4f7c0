// The middle: the circle with its slow ring, the cards, the basket.

import { css } from "lit";

export const middle = css`
  tp-circle { flex: 1 1 190px; min-height: 150px; display: flex; }
  tp-circle[hidden] { display: none; }
  .circle { flex: 1; min-width: 0; display: flex; flex-direction: column; gap: 6px; align-items: center; }
  .ring { position: relative; flex: 1; min-height: 0; width: 100%; max-height: 300px; display: grid; place-items: center; container-type: size; }
  .ring svg { width: min(100cqw, 100cqh); height: min(100cqw, 100cqh); overflow: visible; }
  .track, .spent { fill: none; stroke-width: 5; }
  .track { stroke: var(--control); }
  .spent { stroke: var(--primary); stroke-linecap: round; transition: stroke-dashoffset 1s linear; }
  [data-limit="soft"] .spent { stroke: var(--warning); }
  [data-limit="hard"] .spent { stroke: var(--warning); stroke-width: 8; }
  .holder {
    position: absolute; inset: 0; margin: auto; width: min(52cqw, 52cqh); height: min(52cqw, 52cqh); display: flex; flex-direction: column;
    align-items: center; justify-content: center; text-align: center; line-height: 1.15;
  }
  .holder strong { font-weight: 600; max-width: 100%; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
  .large { font-size: clamp(20px, 15cqh, 34px); }
  .middling { font-size: clamp(16px, 10cqh, 24px); }
  .little { font-size: clamp(13px, 7.5cqh, 18px); }
  .does, .digits, .land { font-size: 13px; color: var(--soft); margin-top: 3px; }
  .digits { font-variant-numeric: tabular-nums; }
  .land { color: var(--warning); font-weight: 600; }
  .seat circle { fill: var(--control); stroke: var(--ground); stroke-width: 3; }
  .seat text { font: 600 10.5px var(--font); fill: var(--text); text-anchor: middle; }
  .seat path { fill: none; stroke: var(--soft); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  .seat.holds circle { fill: var(--primary); }
  .seat.holds text { fill: var(--on-primary); }
  .seat.me circle { stroke: var(--accent); stroke-width: 2; }
  .seat.away { opacity: .45; }
  .around { font-size: 14px; color: var(--soft); text-align: center; overflow-wrap: anywhere; }

  tp-circle:has(.small) { flex: none; min-height: 0; }
  .small.circle { flex-direction: row; text-align: start; gap: 10px; padding: 8px 10px; border-radius: 10px; background: var(--raised); }
  .small .ring { flex: none; display: contents; }
  .small svg { width: 40px; height: 40px; flex: none; }
  .small .track, .small .spent { stroke-width: 22; }
  .small .holder { position: static; width: auto; height: auto; align-items: start; text-align: start; margin: 0; flex: 1; min-width: 0; }
  .small .holder strong { font-size: 17px; }
  .small .around { display: none; }

  .items h2 { display: inline; }
  .cards { display: grid; gap: 6px; margin-top: 8px; }
  .card { padding: 8px 12px; border-radius: 8px; background: var(--raised); }
  .card.now { box-shadow: inset 3px 0 0 var(--primary); }
  .card.done .text, .card.parked .text { color: var(--soft); }
  .card.withdrawn .text { text-decoration: line-through; color: var(--soft); }
  .what { display: flex; flex-wrap: wrap; gap: 0 10px; align-items: baseline; }
  .text { font-weight: 600; overflow-wrap: anywhere; white-space: pre-line; }
  .notes .text, .basket .text { font-weight: 400; }
  .owner { margin-left: auto; font-size: 13px; color: var(--soft); }
  .mark { font-size: 12px; color: var(--soft); }
  .mark .icon { width: 13px; height: 13px; vertical-align: -2px; }
  .mark.urgent { color: var(--warning); font-weight: 600; }
  .mark.now { color: var(--accent); font-weight: 600; }
  .peek { border-radius: 8px; background: var(--raised); padding: 0 12px; }
  .peek summary { display: flex; gap: 8px; align-items: baseline; min-height: 38px; padding: 8px 0; list-style: none; }
  .peek summary::-webkit-details-marker { display: none; }
  .peek summary::after { content: "▾" / ""; color: var(--soft); margin-left: auto; }
  .peek[open] summary::after { content: "▴" / ""; }
  .peek .cards { margin: 0 -4px 10px; }
  .peek .card { padding: 6px 4px; }
  .count { font-size: 13px; color: var(--soft); }
  .glimpse { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 14px; }
  .peek[open] .glimpse { visibility: hidden; }

  .notes, .basket { display: grid; gap: 8px; }
  .checks { display: flex; flex-wrap: wrap; gap: 6px; }
  .check { display: inline-flex; align-items: center; gap: 8px; min-height: 36px; padding: 4px 12px 4px 8px; border-radius: 18px; background: var(--raised); cursor: pointer; }
  .check input { width: 18px; min-height: 18px; height: 18px; margin: 0; accent-color: var(--primary); }
  .check:has(:checked) { color: var(--soft); }

  .lobby, .people, .pact, .breath { display: grid; gap: 10px; }
  .lobby { gap: 6px; }
  .lobby .people { margin-top: 14px; }
  .big { font-size: 22px; line-height: 1.25; color: var(--text); overflow-wrap: anywhere; }
  .names { display: flex; flex-wrap: wrap; gap: 6px; }
  .names li { padding: 6px 12px; border-radius: 18px; background: var(--raised); overflow-wrap: anywhere; }
  .names .me { box-shadow: inset 0 0 0 1px var(--accent); }
  .names small { color: var(--soft); }
  .pact ul, ul.pact { display: grid; gap: 10px; }
  .pact li { padding-left: 14px; border-left: 2px solid var(--primary); }
  tp-card:has(.breath) { margin: auto; }
  .breath { justify-items: center; text-align: center; gap: 14px; padding: 12px 0; }
  .breath h2 { font-size: 20px; color: var(--text); }
  .breathing { width: 96px; height: 96px; border-radius: 50%; background: var(--tint); border: 2px solid var(--primary); animation: breathe 8s ease-in-out infinite; }
  @keyframes breathe { 50% { transform: scale(.72); } }
`;
