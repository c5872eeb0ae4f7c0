// The pages that are one card: arrival, waiting, the end, a goodbye.

import { css } from "lit";

export const pages = css`
  tp-arrival, tp-waiting, tp-activity.page, tp-goodbye { display: block; height: 100%; overflow-y: auto; }
  .pact, .pact ul { display: grid; gap: 10px; }
  .pact li { padding-left: 14px; border-left: 2px solid var(--primary); }
  .mark { font-size: .75rem; color: var(--soft); }
  .mark .icon { width: 13px; height: 13px; vertical-align: -2px; }
  .mark.urgent { color: var(--warning); font-weight: 600; }
  .mark.now { color: var(--accent); font-weight: 600; }
  .breathing { width: 96px; height: 96px; border-radius: 50%; background: var(--tint); border: 2px solid var(--primary); animation: breathe 8s ease-in-out infinite; }
  @keyframes breathe { 50% { transform: scale(.72); } }
  .check { display: inline-flex; align-items: center; gap: 8px; min-height: 36px; padding: 4px 12px 4px 8px; border-radius: 18px; background: var(--raised); cursor: pointer; }
  .check input { width: 18px; min-height: 18px; height: 18px; margin: 0; accent-color: var(--primary); }
  .check:has(:checked) { color: var(--soft); }
  .sheet { display: grid; gap: 12px; align-content: start; max-width: 480px; min-height: 100%; margin: 0 auto; padding: 14px 18px 18px; }
  .sheet h1 { font-size: 1.4375rem; line-height: 1.2; overflow-wrap: anywhere; }
  .sheet h2 { margin-top: 6px; }
  .sheet .top { display: flex; justify-content: space-between; align-items: center; }
  .sheet .top select { width: auto; min-height: 32px; padding: 2px 8px; font-size: .8125rem; border-color: var(--edge); }
  .sheet .name { display: grid; gap: 4px; }
  .arrival { gap: 9px; }
  .arrival .pact { gap: 7px; font-size: .875rem; }
  .kept { font-size: .8125rem; color: var(--soft); }
  .kept a { color: var(--accent); }
  .arrival .bottom { position: sticky; bottom: 0; display: grid; gap: 8px; padding: 10px 0 12px; margin-bottom: -12px; background: var(--ground); }
  .calm-page { display: grid; gap: 16px; justify-items: center; align-content: center; text-align: center; height: 100%; padding: 24px; }
  .calm-page .wide { min-width: 200px; }
`;
