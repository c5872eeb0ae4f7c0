// The dialog in which another form is chosen: only there, so not in the room's own styles.

import { css } from "lit";

export const styles = css`
.formats { display: grid; gap: 8px; margin: 12px 0 0; padding: 0; list-style: none; }
.formats button { display: grid; gap: 2px; inline-size: 100%; text-align: start; }
.wish { display: grid; grid-template-columns: 1fr 5.5em 5.5em; gap: 8px; align-items: end; }
.wish label, .choices label { display: grid; gap: 2px; }
.choices label { grid-template-columns: auto 1fr; align-items: start; padding: 6px 0; }
.choices { border: 0; margin: 8px 0; padding: 0; }
@media (max-width: 420px) { .wish { grid-template-columns: 1fr 1fr; } .wish label:first-child { grid-column: 1 / -1; } }
`;
