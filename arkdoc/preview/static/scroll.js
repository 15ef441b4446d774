// A change to the page → what the reader looks at stays where it is in the window.

const STEP = 48; // pixels between the points at which elements in view are looked for
let lastAnchor = null;

/** Run `change`, and scroll so that what was at the top of the window is there again. */
export function keepPosition(change) {
  if (scrollY === 0) {
    lastAnchor = null;
    change();
    return;
  }
  const selected = selectedElement();
  const isUnmoved = lastAnchor?.scroll === scrollY && lastAnchor.element.isConnected;
  const canReuse = isUnmoved && (!selected || selected === lastAnchor.element);
  const anchors = canReuse ? [lastAnchor] : visibleAnchors(selected);
  change();
  const anchor = anchors.find(({ element }) => element.isConnected);
  if (!anchor) return;
  const moved = anchor.element.getBoundingClientRect().top - anchor.top;
  if (moved) scrollTo({ top: scrollY + moved, behavior: "instant" });
  // The window scrolls by whole pixels: with the same anchor each time, no rest adds up.
  lastAnchor = { ...anchor, scroll: scrollY };
}

/** The element in view that has a selection in it: what the reader works on. */
function selectedElement() {
  const { isCollapsed, anchorNode } = getSelection();
  const element = anchorNode?.parentElement?.closest(".pv-note *");
  return isCollapsed || !element || sideOf(element) ? null : element;
}

/** Elements in view from the top down, but first `selected`, if any, each with where it is. */
function visibleAnchors(selected) {
  const column = document.querySelector(".pv-content :is(.pv-note, .pv-pages):not([hidden])");
  const { left, width } = column.getBoundingClientRect();
  const anchors = selected ? [anchorAt(selected)] : [];
  for (let y = 8; y < innerHeight; y += STEP) {
    const element = document.elementFromPoint(left + width / 3, y)?.closest(".pv-content *");
    if (!element || element.matches(".pv-note, main, header, .pv-pages, .pv-group, [data-region]")) continue;
    if (anchors.at(-1)?.element !== element) anchors.push(anchorAt(element));
  }
  return anchors;
}

function anchorAt(element) {
  return { element, top: element.getBoundingClientRect().top };
}

/** Scroll `element` into view, smoothly where it is near and motion is not to be reduced. */
export function reveal(element) {
  const { top, height } = element.getBoundingClientRect();
  const reduceMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isFar = Math.abs(top - innerHeight / 2) > innerHeight * 1.5;
  scrollTo({ top: scrollY, behavior: "instant" }); // ends a smooth scroll that is under way
  element.scrollIntoView({
    block: height > innerHeight * 0.8 ? "start" : "center",
    behavior: reduceMotion || isFar ? "instant" : "smooth",
  });
}

/** Highlight `element` for a moment, with a box over it: the page itself is not laid out again. */
export function highlight(element) {
  const { top, left, width, height } = element.getBoundingClientRect();
  const box = document.getElementById("pv-highlight");
  box.style.top = `${top + scrollY}px`;
  box.style.left = `${left + scrollX}px`;
  box.style.width = `${width}px`;
  box.style.height = `${height}px`;
  for (const animation of box.getAnimations()) animation.cancel();
  box.animate({ opacity: [1, 0] }, { duration: 1600, easing: "ease-in" });
}

/** -1 where `element` is above the window, 1 below it, 0 in it. */
export function sideOf(element) {
  const { top, bottom } = element.getBoundingClientRect();
  if (bottom < 0) return -1;
  return top > innerHeight ? 1 : 0;
}
