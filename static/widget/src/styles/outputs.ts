// What leaves a session for several people, on the page after it.

import { css } from "lit";

export const outputs = css`
  .ending section > * { min-width: 0; overflow-wrap: break-word; }
  .ending .fill { flex-flow: column nowrap; align-items: stretch; gap: 10px; }
  .ending .fill label { flex: none; }
  .ending [data-part="next"] p::first-letter { text-transform: uppercase; }
  .ending [data-part="afterwards"] .give { align-self: end; padding-inline: 20px; }
  .ending [data-offer^="publish"] { background: var(--primary); color: var(--on-primary); }
  .ending [data-offer^="publish"]:hover { background: var(--primary-hover); }
  .ending a[data-part="keep"] { display: inline-block; padding: 6px 0; color: var(--accent); }
  .ending details summary { padding: 10px 0; cursor: pointer; }
  .took { display: grid; gap: 6px; }
  .took li { display: flex; gap: 10px; align-items: center; justify-content: space-between; }
  .took li > :first-child { min-width: 0; overflow-wrap: anywhere; }
  .took button { flex: none; min-height: 40px; padding: 4px 12px; border-radius: 8px; background: var(--control); }
`;
