// What one person at the table needs, once for each topic: a file of its own, fetched ahead.

import { TpBasket } from "./components/tp-basket.ts";

customElements.define("tp-basket", TpBasket);
