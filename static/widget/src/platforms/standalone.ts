// No call: people round one table, or in a call the panel knows nothing of.

import type { Platform } from "./platform.ts";

export function standalone(): Platform {
  return { call: false, name: () => "", micState: () => "unknown", openMic: () => undefined };
}
