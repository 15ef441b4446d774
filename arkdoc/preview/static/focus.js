// A change to the page → the focus stays where it was, or goes to what is nearest; never to nothing.

import { itemsOf, nextItem, previousItem } from "./items.js";

const FOCUSABLE = "a[href], button, input, summary, [tabindex]";

/** Run `change`; where it takes away what has the focus, focus what stood nearest to it. */
export function keepFocus(change, focusBlock) {
  const focused = document.activeElement;
  const region = focused?.closest("[data-region]");
  const item = region && [...itemsOf(region)].find((child) => child.contains(focused));
  const near = item ? [item, ...along(item, nextItem), ...along(item, previousItem)] : [];
  change();
  if (focused && focused !== document.body && !isShown(document.activeElement)) {
    focusFirst(near.filter(isShown), region, focusBlock);
  }
}

/** Focus `element`, which need not be one that can be reached with Tab; else what is shown. */
export function focusOn(element) {
  const target = isShown(element) ? element : shownMain();
  if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** The text or the pages, or what stands in their place. */
export function shownMain() {
  const main = [...document.querySelectorAll(".pv-content main")].find(isShown);
  return main ?? document.getElementById("pv-content");
}

function focusFirst(near, region, focusBlock) {
  if (region?.id === "note") {
    const block = near.find((element) => element.dataset.source);
    if (block) return focusBlock(block);
  } else if (near.length) {
    return focusOn(near[0].querySelector(FOCUSABLE) ?? near[0]);
  }
  focusOn(region?.closest("section")?.querySelector("h2"));
}

function along(item, next) {
  const found = [];
  for (let at = next(item); at; at = next(at)) found.push(at);
  return found;
}

function isShown(element) {
  return element instanceof Element && element !== document.body && element.isConnected && element.getClientRects().length > 0;
}
