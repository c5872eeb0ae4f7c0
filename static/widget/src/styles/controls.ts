// Buttons, fields, notices. Targets are at least 24 px, the main ones 44.

import { css } from "lit";

export const controls = css`
  button, input, textarea, select, a.wide { font: inherit; color: inherit; }
  button, a.wide, summary { cursor: pointer; }
  button { border: 0; background: none; padding: 0; text-align: center; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
  button > span, a.wide > span { min-width: 0; overflow-wrap: break-word; hyphens: auto; }
  button[aria-busy="true"] { opacity: .55; cursor: progress; }

  .wide, .give, .narrow {
    display: flex; align-items: center; justify-content: center; min-height: 48px; padding: 8px 14px;
    border-radius: 8px; background: var(--control); font-weight: 600; line-height: 1.25; text-align: center; text-decoration: none;
    transition: background .12s;
  }
  .wide:hover, .narrow:hover { background: var(--hover); }
  .fill:not(:has(:placeholder-shown)) .give, .wide.main { background: var(--primary); color: var(--on-primary); }
  .fill:not(:has(:placeholder-shown)) .give:hover, .wide.main:hover { background: var(--primary-hover); }
  .give:hover { background: var(--hover); }
  .wide.grave { box-shadow: inset 0 0 0 1px var(--grave); color: var(--grave); }
  .narrow { min-height: 36px; font-size: .875rem; padding: 6px 12px; }
  .equal { display: grid; grid: auto / repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 8px; }
  .equal:empty, .turn:empty { display: none; }
  .turn { display: grid; gap: 8px; }
  .turn:not(:has(button)) { display: none; }

  .small-row { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 16px; }
  .link { min-height: 28px; padding: 2px 0; font-size: .875rem; color: var(--accent); text-align: start; }
  .link:hover { text-decoration: underline; }

  .badge { min-height: 28px; padding: 2px 10px; border-radius: 14px; background: var(--tint); font-size: .75rem; white-space: nowrap; flex: none; }
  .badge:hover { background: var(--control); }

  .icon-button { width: 44px; min-height: 44px; border-radius: 8px; font-size: 1.25rem; line-height: 1; flex: none; }
  .icon-button:hover { background: var(--control); }

  .fill { display: flex; gap: 8px; align-items: end; }
  .fill label { flex: 1; min-width: 0; display: grid; gap: 4px; }
  .label { font-size: .8125rem; color: var(--soft); }
  input, textarea, select {
    width: 100%; min-height: 44px; padding: 8px 12px; border-radius: 8px; background: var(--raised);
    border: 1px solid var(--control-edge); resize: vertical; font-size: 1rem;
  }
  textarea { display: block; field-sizing: content; max-height: 30vh; }
  ::placeholder { color: var(--soft); opacity: 1; font-size: .9375rem; }
  .give { min-height: 44px; padding: 6px 12px; }
  .brief .icon { display: none; width: 22px; height: 22px; }
  @container host (width < 560px) {
    .brief { width: 48px; padding: 0; flex: none; position: relative; overflow: hidden; }
    .brief .icon { display: block; }
    .brief span { position: absolute; clip-path: inset(50%); }
  }

  .steering { display: grid; gap: 8px; border-top: 1px solid var(--edge); padding-top: 8px; }
  .figures { font-size: .7812rem; color: var(--soft); font-variant-numeric: tabular-nums; }
  .figures span:first-child { color: var(--text); }
  .steer { display: flex; flex-wrap: wrap; gap: 8px; align-items: stretch; }
  .steer .wide { flex: 1 1 6.5rem; min-width: 0; padding: 6px 8px; }
  .steer .narrow { min-height: 44px; padding: 4px 10px; background: none; box-shadow: inset 0 0 0 1px var(--edge); }
  .steer .icon-button { margin-left: auto; }
  .turn:has(.main) ~ .steering .steer .main { background: var(--control); color: var(--text); }
  .go { margin-top: 4px; display: grid; gap: 4px; }
  .go p { font-size: .8125rem; color: var(--soft); }
  .go .steer { align-items: center; }
  .go .wide { flex-basis: 7.5rem; padding-inline: 3px; min-height: 44px; background: none; box-shadow: inset 0 0 0 1px var(--control-edge); font-weight: 500; }
  .go .wide:hover { background: var(--control); }
  .go.lit p { color: var(--text); }
  .go.lit .wide { background: var(--tint); box-shadow: inset 0 0 0 2px var(--accent); font-weight: 600; }

  .place { font-weight: 600; }
  .refusal { padding: 8px 12px; border-radius: 8px; background: var(--warning-tint); font-size: .875rem; }
  .notice { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; padding: 8px 12px; border-radius: 8px; background: var(--raised); font-size: .875rem; }
  .notices { display: grid; gap: 8px; }
  .notices:empty { display: none; }
  .notices:has(> * + *) { max-height: max(10rem, 20vh); overflow-y: auto; }
  .notices > .urgent { order: -1; }
  .notice p { flex: 1 1 160px; min-width: 0; overflow-wrap: anywhere; }
  .notice:has(button + button) p { flex-basis: 100%; }
  .notice.warm { background: var(--warning-tint); }
  .notice.urgent { background: var(--warning-tint); box-shadow: inset 3px 0 0 var(--warning); }

  .foot button {
    flex: 1 1 0; min-width: 0; min-height: 46px; display: flex; flex-direction: column; align-items: center;
    gap: 2px; font-size: .6875rem; line-height: 1.15; color: var(--soft); border-radius: 8px; padding: 4px 2px;
  }
  .foot button:hover, .foot button[aria-expanded="true"] { color: var(--text); background: var(--raised); }
  .foot .icon { width: 20px; height: 20px; }
  .dots { height: 20px; font-size: 1.125rem; line-height: 22px; }
`;
