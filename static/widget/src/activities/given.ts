// Cards that are given while somebody speaks: under the circle, loaded when there are some.

import type { Part, Rendered } from "../components/part.ts";
import { given } from "../boards/given.ts";

export function middle(part: Part): Rendered {
  return given(part);
}
