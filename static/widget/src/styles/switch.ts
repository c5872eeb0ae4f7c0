// The dialog in which another form is chosen: only there, so not in the room's own styles.

import { css } from "lit";

export const styles = css`
  .formats { display: grid; gap: 8px; margin: 14px 0 0; padding: 0; list-style: none; }
  .formats button { display: grid; gap: 2px; inline-size: 100%; padding: 10px 12px; text-align: start; border: 1px solid var(--edge); border-radius: 10px; }
  .formats .family { display: grid; gap: 6px; padding: 10px 12px; border: 1px solid var(--edge); border-radius: 10px; }
  .formats .family p { margin: 0; }
  .formats em { font-size: .9rem; }
  .wish { display: grid; grid-template-columns: 1fr 5.5em 5.5em; gap: 8px; align-items: end; }
  .wish label { display: grid; gap: 2px; }
  .facts { display: grid; gap: 6px; margin: 10px 0; padding-inline-start: 1.1em; list-style: disc; }
  .choices { border: 0; margin: 8px 0; padding: 0; }
  .choices label { display: grid; grid-template-columns: auto 1fr; gap: 8px; align-items: center; min-block-size: 44px; }
  .choices input { inline-size: 20px; block-size: 20px; min-block-size: 0; margin: 0; }
  @media (max-width: 420px) { .wish { grid-template-columns: 1fr 1fr; } .wish label:first-child { grid-column: 1 / -1; } }
`;
