// Where the reader is: kept through every change, and left only when the reader asks for it.

const STEP = 48;
let held = null;

/** Run `change`, and put what was at the top of the window back where it was. */
export function keepPlace(change) {
  if (scrollY === 0) {
    held = null;
    change();
    return;
  }
  const chosen = selected();
  const still = held?.scroll === scrollY && held.element.isConnected;
  const anchors = still && (!chosen || chosen === held.element) ? [held] : visible(chosen);
  change();
  const anchor = anchors.find(({ element }) => element.isConnected);
  if (!anchor) return;
  const moved = anchor.element.getBoundingClientRect().top - anchor.top;
  if (moved) scrollTo({ top: scrollY + moved, behavior: "instant" });
  // The window moves by whole pixels: holding on to the same place, no rest adds up.
  held = { ...anchor, scroll: scrollY };
}

/** The element in view that something is selected in: what the reader is busy with. */
function selected() {
  const { isCollapsed, anchorNode } = getSelection();
  const element = anchorNode?.parentElement?.closest(".pv-note *");
  return isCollapsed || !element || side(element) ? null : element;
}

function visible(chosen) {
  const column = document.querySelector(".pv-stage :is(.pv-note, .pv-sheets):not([hidden])");
  const box = column.getBoundingClientRect();
  const found = chosen ? [at(chosen)] : [];
  for (let y = 8; y < innerHeight; y += STEP) {
    const element = document.elementFromPoint(box.left + box.width / 3, y)?.closest(".pv-stage *");
    if (!element || element.matches(".pv-note, main, header, .pv-sheets, [data-region]")) continue;
    if (found.at(-1)?.element !== element) found.push(at(element));
  }
  return found;
}

function at(element) {
  return { element, top: element.getBoundingClientRect().top };
}

/** Bring `element` into view: gently when it is near and the reader does not mind movement. */
export function show(element) {
  const { top, height } = element.getBoundingClientRect();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const far = Math.abs(top - innerHeight / 2) > innerHeight * 1.5;
  scrollTo({ top: scrollY, behavior: "instant" }); // ends a movement that is under way
  element.scrollIntoView({
    block: height > innerHeight * 0.8 ? "start" : "center",
    behavior: still || far ? "instant" : "smooth",
  });
}

/** Mark `element` for a moment. The mark lies over it: a fading wash costs the page itself nothing. */
export function mark(element) {
  const box = element.getBoundingClientRect();
  const wash = document.getElementById("pv-mark");
  wash.style.top = `${box.top + scrollY}px`;
  wash.style.left = `${box.left + scrollX}px`;
  wash.style.width = `${box.width}px`;
  wash.style.height = `${box.height}px`;
  for (const fading of wash.getAnimations()) fading.cancel();
  wash.animate({ opacity: [1, 0] }, { duration: 1600, easing: "ease-in" });
}

/** -1 when `element` is above what is seen, 1 below, 0 when it is seen. */
export function side(element) {
  const { top, bottom } = element.getBoundingClientRect();
  if (bottom < 0) return -1;
  return top > innerHeight ? 1 : 0;
}
