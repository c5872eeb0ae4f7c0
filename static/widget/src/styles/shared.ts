// The styles that every page of the panel needs, adopted by the one shadow root; the table brings its own.

import { controls } from "./controls.ts";
import { layout } from "./layout.ts";
import { pages } from "./pages.ts";

export const styles = [layout, controls, pages];
