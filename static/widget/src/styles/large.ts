// Letters so large that the panel is few of them wide or high: everything wraps, the whole scrolls.

import { css } from "lit";

export const large = css`
  @container host (max-width: 14rem) {
    .panel { display: block; overflow-y: auto; }
    .line { flex-wrap: wrap; }
    .line h1 { flex-basis: 100%; display: block; }
    .middle, tp-actions { overflow: visible; max-height: none; mask: none; }
    tp-circle { flex: none; max-height: none; }
    .holder strong { font-size: 1.25rem; }
    .circle { container-type: normal; }
    .ring { height: auto; grid-template: none / minmax(0, 1fr); }
    .ring svg { grid-area: auto; width: 130px; height: 130px; }
    .holder { grid-area: auto; width: 100%; }
    .around { grid-area: auto; }
    .steer, .fill, .foot, .notice, .card .what { flex-wrap: wrap; }
    .fill label, .panel .steer .wide, .panel .steer .narrow { flex: 1 1 100%; }
    .fill .give { flex: 1; }
    .foot button { flex: 1 1 40%; }
  }
  @media (max-height: 26rem) {
    tp-circle { flex-basis: 110px; }
    .panel { display: block; overflow-y: auto; }
    .middle, tp-actions { overflow: visible; max-height: none; mask: none; }
  }
`;
