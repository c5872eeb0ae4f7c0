// The panel as a column: line, middle, actions, foot; from 560 px on with a second column.

import { css } from "lit";

export const table = css`
  tp-table { display: block; height: 100%; }
  tp-line, tp-actions, tp-foot, tp-items, tp-notes, tp-basket, tp-card, tp-circle, tp-script { display: block; min-width: 0; }

  .panel {
    height: 100%; max-width: 1080px; margin: 0 auto;
    display: grid; grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr);
  }
  .line {
    display: flex; align-items: center; gap: 12px; min-height: 44px; padding: 6px 16px;
    border-bottom: 1px solid var(--edge);
  }
  .line h1 { flex: 1; min-width: 0; line-height: 1.2; overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
  .line h1, .foot button { text-wrap: balance; }
  .line .topic { font-weight: 400; color: var(--soft); cursor: pointer; }

  .mic { display: inline-flex; color: var(--soft); }
  .mic[data-mic="open"] { color: var(--success); }
  .dot { width: 9px; height: 9px; border-radius: 50%; background: var(--success); flex: none; }
  .dot[data-online="false"] { background: none; border: 2px solid var(--warning); }

  .middle { mask-image: linear-gradient(to top, transparent, #000 6px); display: flex; flex-direction: column; gap: 10px; padding: 12px 16px 6px; overflow-y: auto; min-height: 0; }
  .prompt { padding-bottom: 3px; font-size: .9688rem; line-height: 1.4; overflow-wrap: anywhere; }
  .prompt.grown { font-size: 1.375rem; line-height: 1.3; padding: 10px 12px; border-radius: 8px; background: var(--tint); }
  tp-actions { padding: 4px 16px 10px; max-height: 60vh; overflow-y: auto; }
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
  .wide-panel .middle { padding: 20px 24px 8px; }
  .wide-panel tp-actions { padding: 4px 24px 14px; }
  .wide-panel .prompt { font-size: 1.125rem; }
  .wide-panel .foot { justify-content: center; }
  .wide-panel .foot button { flex: 0 1 160px; flex-direction: row; justify-content: center; gap: 8px; font-size: .8125rem; padding: 2px; }

  .way ol { display: grid; gap: 2px; margin-top: 8px; }
  .way li { padding: 3px 10px; border-left: 2px solid var(--edge); color: var(--soft); font-size: .875rem; }
  .way li.loop { margin-left: 14px; }
  .way li.now { border-color: var(--primary); color: var(--text); font-weight: 600; }
  .way li.done::after { content: " ✓" / ""; color: var(--success); }

  .notices { display: grid; gap: 8px; }
  .notices:empty { display: none; }
  .notices:has(> * + *) { max-height: max(10rem, 20vh); overflow-y: auto; }
  .notices > .urgent { order: -1; }
  .foot button {
    flex: 1 1 0; min-width: 0; min-height: 46px; display: flex; flex-direction: column; align-items: center;
    gap: 2px; font-size: .6875rem; line-height: 1.15; color: var(--soft); border-radius: 8px; padding: 4px 0;
  }
  .foot button:hover, .foot button[aria-expanded="true"] { color: var(--text); background: var(--raised); }
  .foot .icon { width: 20px; height: 20px; }
  .dots { height: 20px; font-size: 1.125rem; line-height: 22px; }
`;
