// The panel as a column: line, middle, actions, foot; from 560 px on with a second column.

import { css } from "lit";

export const layout = css`
  :host {
    display: block;
    container: host / inline-size;
    height: 100%;
    min-height: 0;
    background: var(--ground);
    color: var(--text);
    font: .9375rem/1.4 var(--font);
    -webkit-text-size-adjust: 100%;
  }
  * { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: .9375rem; font-weight: 600; outline: 0; }
  h2 { font-size: .8125rem; font-weight: 600; color: var(--soft); }
  h3 { font-size: .875rem; font-weight: 600; }
  tp-table { display: block; height: 100%; }
  tp-line, tp-actions, tp-foot, tp-items, tp-notes, tp-basket, tp-card, tp-circle, tp-script { display: block; min-width: 0; }
  .unseen {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }
  .quiet { color: var(--soft); font-size: .875rem; }
  .icon { width: 18px; height: 18px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; vertical-align: -3px; }

  .panel {
    height: 100%; max-width: 1080px; margin: 0 auto;
    display: grid; grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr);
  }
  .line {
    display: flex; align-items: center; gap: 12px; min-height: 44px; padding: 6px 16px;
    border-bottom: 1px solid var(--edge);
  }
  .line h1 { flex: 1; min-width: 0; line-height: 1.2; overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
  .line .topic { font-weight: 400; color: var(--soft); }
  .privacy { display: inline-flex; align-items: center; gap: 4px; font-size: .8125rem; color: var(--soft); }
  .privacy .icon { width: 15px; height: 15px; }
  .mic { display: inline-flex; color: var(--soft); }
  .mic[data-mic="open"] { color: var(--success); }
  .dot { width: 9px; height: 9px; border-radius: 50%; background: var(--success); flex: none; }
  .dot[data-online="false"] { background: none; border: 2px solid var(--warning); }

  .middle { mask-image: linear-gradient(to top, transparent, #000 10px); display: flex; flex-direction: column; gap: 10px; padding: 12px 16px 10px; overflow-y: auto; min-height: 0; }
  .prompt { font-size: .9688rem; line-height: 1.4; text-wrap: pretty; overflow-wrap: anywhere; }
  .prompt.grown { font-size: 1.375rem; line-height: 1.3; padding: 10px 12px; border-radius: 8px; background: var(--tint); }
  tp-actions { padding: 0 16px 10px; max-height: 60vh; overflow-y: auto; }
  .actions { display: grid; gap: 8px; }
  .actions:focus-visible { outline: 0; }
  .foot {
    display: flex; border-top: 1px solid var(--edge); padding: 2px 4px; min-height: 50px;
    padding-bottom: max(2px, env(safe-area-inset-bottom));
  }

  .wide-panel { grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr) minmax(200px, 38%); }
  .wide-panel tp-line, .wide-panel tp-foot { grid-column: 1 / -1; }
  .wide-panel .beside {
    grid-area: 2 / 2 / 4 / 3; overflow-y: auto; padding: 18px; border-left: 1px solid var(--edge);
    display: flex; flex-direction: column; gap: 26px;
  }
  .wide-panel .middle { padding: 20px 24px 12px; }
  .wide-panel tp-actions { padding: 0 24px 14px; }
  .wide-panel .prompt { font-size: 1.125rem; }
  .wide-panel .foot { justify-content: center; }
  .wide-panel .foot button { flex: 0 1 160px; flex-direction: row; justify-content: center; gap: 8px; font-size: .8125rem; padding: 2px; }

  .way ol { display: grid; gap: 2px; margin-top: 8px; }
  .way li { padding: 3px 10px; border-left: 2px solid var(--edge); color: var(--soft); font-size: .875rem; }
  .way li.loop { margin-left: 14px; }
  .way li.now { border-color: var(--primary); color: var(--text); font-weight: 600; }
  .way li.done::after { content: " ✓" / ""; color: var(--success); }

  @media (prefers-reduced-motion: reduce) {
    .circle .told { position: static; width: auto; height: auto; margin: 0; clip-path: none; white-space: normal; font-size: .8125rem; color: var(--soft); }
    .spent { display: none; }
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
  @media (forced-colors: active) {
    .dot, .seat, .spent { forced-color-adjust: none; }
    .link { text-decoration: underline; }
    .wide, .give, .narrow, .icon-button, .foot button { border: 1px solid ButtonText; }
    .card, .notice, .refusal, .names li, .check { border: 1px solid CanvasText; }
  }
`;
