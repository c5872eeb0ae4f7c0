// Colours and sizes as custom properties: a deployment sets `--tp-…` on the element, the panel uses
// its own beside Jitsi Meet's dark surfaces, or light ones where the system is light.

import { css } from "lit";

export const tokens = css`
  :host {
    --ground: var(--tp-ground, #141414);
    --raised: var(--tp-raised, #1f1f1f);
    --control: var(--tp-control, #292929);
    --hover: var(--tp-hover, #363636);
    --edge: var(--tp-edge, #3d3d3d);
    --control-edge: var(--tp-control-edge, #858585);
    --text: var(--tp-text, #ffffff);
    --soft: var(--tp-soft, #c2c2c2);
    --primary: var(--tp-primary, #246fe5);
    --primary-hover: var(--tp-primary-hover, #1f63cf);
    --on-primary: var(--tp-on-primary, #ffffff);
    --accent: var(--tp-accent, #8ab4f8);
    --tint: var(--tp-tint, #16263f);
    --success: var(--tp-success, #1ec26a);
    --warning: var(--tp-warning, #ffd600);
    --warning-tint: var(--tp-warning-tint, #332c00);
    --grave: var(--tp-grave, #ff8a80);
    --font: var(--tp-font, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    color-scheme: dark;
  }
  @media (prefers-color-scheme: light) {
    :host {
      --ground: var(--tp-ground, #ffffff);
      --raised: var(--tp-raised, #f5f6f8);
      --control: var(--tp-control, #eceef2);
      --hover: var(--tp-hover, #e0e4ea);
      --edge: var(--tp-edge, #dcdfe5);
      --control-edge: var(--tp-control-edge, #767b85);
      --text: var(--tp-text, #16181d);
      --soft: var(--tp-soft, #545a66);
      --accent: var(--tp-accent, #1a5bc4);
      --tint: var(--tp-tint, #e8f0fe);
      --success: var(--tp-success, #0b7a3e);
      --warning: var(--tp-warning, #8a5a00);
      --warning-tint: var(--tp-warning-tint, #fff4d1);
      --grave: var(--tp-grave, #b3261e);
      color-scheme: light;
    }
  }
`;
