// What opens above the panel, and what only stands there: rows, the plan, words and their meaning.

import { css } from "lit";

export const dialog = css`
  dialog {
    width: 100%; max-width: 440px; max-height: 88%; margin: auto auto 0; padding: 0; color: var(--text);
    background: var(--ground); border: 1px solid var(--edge); border-radius: 14px 14px 0 0; overflow-y: auto;
  }
  dialog::backdrop { background: rgb(0 0 0 / .55); }
  .wide-panel dialog { margin: auto; border-radius: 14px; }
  .pane-head { position: sticky; top: 0; display: flex; align-items: center; gap: 8px; padding: 10px 8px 6px 18px; background: var(--ground); }
  .pane-head h2 { flex: 1; font-size: 1.0625rem; color: var(--text); outline: 0; }
  .pane-body { display: grid; gap: 14px; padding: 4px 18px 22px; }
  .pane-body .fill { flex-direction: column; align-items: stretch; gap: 12px; }
  .rows, .rows details { display: grid; }
  .rows .row, .rows summary { min-height: 46px; padding: 10px 2px; text-align: start; border-bottom: 1px solid var(--edge); width: 100%; }
  .rows .row:hover { background: var(--raised); }
  .rows details .row { padding-left: 16px; }
  .row.grave { color: var(--grave); }
  .plan { display: grid; gap: 2px; list-style: none; padding: 0; margin: 0; }
  .plan li { border-bottom: 1px solid var(--edge); padding: 8px 0; }
  .plan summary { min-height: 28px; padding: 4px 0; font-size: .875rem; color: var(--accent); }
  .plan form { margin: 4px 0 12px; }
  .planned { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; min-height: 44px; }
  .planned strong { flex: 1 1 8rem; min-width: 0; overflow-wrap: anywhere; }
  .planned .quiet:empty { display: none; }
  .planned [type="number"] { width: 4.75rem; }
  [type="checkbox"] { width: 26px; min-height: 26px; accent-color: var(--primary); }
  .plan .off strong { color: var(--soft); text-decoration: line-through; }
  dt { font-size: .8125rem; color: var(--soft); }
  dd { margin-bottom: 10px; }
`;
