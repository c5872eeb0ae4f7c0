// What a script can see of a panel's looks, moment after moment, on the page to look at.
// `examine(moments, checks)` returns for each moment what the checks found, if anything.

const panel = () => document.querySelector("talking-piece").shadowRoot;
const all = (selector) => [...panel().querySelectorAll(selector)];
const told = (element) => `${element.className || element.tagName}: ${element.textContent.trim().slice(0, 60)}`;
const MAIN = ".wide, .give, input:not([type=checkbox])";
/** Cut on purpose: a glimpse of a list, and a long topic after the phase's name. */
const GLIMPSES = ".glimpse, .unseen, .unseen *, .line h1, .brief span";

/** What is in a file of its own is not there yet. */
function waits() {
  const { session } = document.querySelector("talking-piece");
  const steers = session.offers("steer").length > 0 && panel().querySelector("tp-actions");
  return panel().querySelector(":is(tp-activity, .calm-page) > .breathing") || (steers && !panel().querySelector(".steering"));
}

async function settled() {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  while (waits()) await new Promise((then) => setTimeout(then, 20));
}

/** How wide *words* are in the letters of *field*. */
function width(words, field) {
  const pen = document.createElement("canvas").getContext("2d");
  const { fontWeight, fontFamily } = getComputedStyle(field);
  pen.font = `${fontWeight} ${getComputedStyle(field, "::placeholder").fontSize} ${fontFamily}`;
  return pen.measureText(words).width;
}

const CHECKS = {
  /** Anything that has to be scrolled sideways. */
  across: () => [document.scrollingElement, ...all(".middle, tp-actions, .panel, .page, .sheet, .beside")]
    .filter((each) => each.scrollWidth > each.clientWidth).map(told),

  /** Texts that do not fit into their own box (what is read like a page scrolls), and fields whose question does not fit into them. */
  cut() {
    const boxes = all("*").filter((each) => !each.matches(GLIMPSES) && !each.closest("svg") && each.checkVisibility()
      && getComputedStyle(each).overflowX !== "visible" && !each.matches(".middle, tp-actions, .panel, .page, .sheet, .beside, input, textarea, select, .brief"));
    const fields = all("input[placeholder]").filter((each) => each.checkVisibility());
    const inner = (each) => each.clientWidth - parseFloat(getComputedStyle(each).paddingLeft) - parseFloat(getComputedStyle(each).paddingRight);
    const phase = all("[data-part=phase]").filter((each) => each.getBoundingClientRect().bottom > each.parentElement.getBoundingClientRect().bottom + 2);
    return [
      ...boxes.filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 2).map(told),
      ...fields.filter((each) => width(each.placeholder, each) > inner(each)).map((each) => `placeholder: ${each.placeholder}`),
      ...phase.map(told),
      // a word that stands in several lines is broken, where its letters could be smaller
      ...all(".holder strong, .equal button span, .go button span").filter(broken).map((each) => `broken: ${told(each)}`),
    ];
  },

  /** Prompt, holder and the buttons of this moment, without scrolling. */
  unseen() {
    const holds = all(".prompt, .holder strong, .turn button, .turn input, .turn textarea, .steering button, .foot button");
    const inside = ({ top, bottom }, { top: above, bottom: below }) => top >= above - 1 && bottom <= below + 1;
    const hidden = holds.filter((each) => each.checkVisibility()).filter((each) => {
      const frame = each.closest(".middle, tp-actions, tp-foot") ?? document.documentElement;
      return !inside(each.getBoundingClientRect(), frame.getBoundingClientRect());
    });
    const round = all("tp-circle .ring").some((each) => !each.closest(".small"));
    const scrolled = all(round ? ".middle, tp-actions" : "tp-actions").filter((each) => each.scrollHeight > each.clientHeight + 1);
    return [...hidden, ...scrolled].map(told);
  },

  /** Targets under 24 px, main ones under 44. */
  small: () => all("button, a, input, select, summary").filter((each) => each.checkVisibility()).filter((each) => {
    const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
    return width < 24 || height < (each.matches(MAIN) ? 44 : 24);
  }).map(told),

  /** Keys for which nobody has written words. */
  unsaid() {
    const { words } = document.querySelector("talking-piece").session;
    words.missing ??= new Set();
    if (!words.watched) {
      const find = words.find.bind(words);
      words.find = (key) => {
        const found = find(key);
        if (found === undefined && !/_(0|1|n|plain)$/.test(key)) words.missing.add(key);
        return found;
      };
      words.watched = true;
    }
    const missing = [...words.missing];
    words.missing.clear();
    return missing;
  },

  /** Buttons that no scrolling down brings into sight. */
  out_of_reach: () => all(".turn button, .steering button, .foot button").filter((each) => each.checkVisibility()).filter((each) => {
    each.scrollIntoView({ block: "nearest" });
    const { top, bottom, left, right } = each.getBoundingClientRect();
    return top < -1 || bottom > innerHeight + 1 || left < -1 || right > innerWidth + 1;
  }).map(told),

  async axe() {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`);
  },
};

/** Whether one word of *element* stands in more than one line. */
function broken(element) {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = text.nextNode(); node; node = text.nextNode()) {
    for (const { index, 0: word } of node.data.matchAll(/[^\s\u00ad-]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) return true;
    }
  }
  return false;
}

window.examine = async (moments, checks) => {
  const found = {};
  for (const moment of moments) {
    window.show(moment);
    await settled();
    for (const check of checks) {
      const wrong = await CHECKS[check]();
      if (wrong.length) (found[moment] ??= {})[check] = [...new Set(wrong)];
    }
  }
  return found;
};
