// All styles of the panel, by part; one sheet each, adopted by the one shadow root.

import { controls } from "./controls.ts";
import { large } from "./large.ts";
import { layout } from "./layout.ts";
import { middle } from "./middle.ts";
import { pages } from "./pages.ts";

export const styles = [layout, controls, middle, pages, large];
