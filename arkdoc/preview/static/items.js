// The children of a region, its items, in groups where there are very many. The browser lays out,
// paints and hit-tests the groups in view only; thousands of items by themselves cost it more at
// each save than the save does.

const LONG = 3000; // items, past which a region is grouped …
const SHORT = 2500; // … until there are no more than these
const SIZE = 64; // items in a group, at first
const BEFORE_END = 5; // items before a group's end, where there is better no message
const GROUP = "pv-group";

/** The items of `region` in order. */
export function* itemsOf(region) {
  for (let item = firstItem(region); item; item = nextItem(item)) yield item;
}

export function firstItem(region) {
  return firstIn(region.firstElementChild, "nextElementSibling", "firstElementChild");
}

export function nextItem(item) {
  return beside(item, "nextElementSibling", "firstElementChild");
}

export function previousItem(item) {
  return beside(item, "previousElementSibling", "lastElementChild");
}

/** Put `item` into `region` before `next`, or last. */
export function insertItem(region, item, next) {
  if (next) next.before(item);
  else (isGroup(region.lastElementChild) ? region.lastElementChild : region).append(item);
}

/** Make groups of `region` where it is long, and none where it is not; to be called after a change. */
export function group(region) {
  const groups = [...region.children].filter(isGroup);
  const count = groups.reduce((sum, each) => sum + each.childElementCount - 1, region.childElementCount);
  if (groups.length && count <= SHORT) {
    if (!isInUse(region)) for (const each of groups) each.replaceWith(...each.children);
  } else if (groups.length) {
    for (const each of groups) {
      if (each.childElementCount <= 2 * SIZE || isInUse(each)) continue;
      split(each);
      each.replaceWith(...each.children);
    }
  } else if (count > LONG && !isInUse(region)) {
    split(region);
  }
  for (const each of [...region.children].filter(isGroup)) keepTogether(each);
}

function isGroup(element) {
  return element?.classList.contains(GROUP) ?? false;
}

/** Whether the reader has the focus or a selection in it, which moving elements would take away. */
function isInUse(element) {
  const { anchorNode, isCollapsed } = getSelection();
  return element.contains(document.activeElement) || (!isCollapsed && element.contains(anchorNode));
}

/**
 * Put the items in `parent` into groups. Each knows its height from the start, so that nothing jumps
 * when it comes into view.
 */
function split(parent) {
  const items = [...parent.children];
  const tops = topsOf(items, parent.getBoundingClientRect().bottom);
  for (let start = 0, end; start < items.length; start = end) {
    end = endFrom(items, start);
    const part = document.createElement("div");
    part.className = GROUP;
    const height = Math.round(tops[end] - tops[start]);
    if (height > 0) part.style.containIntrinsicBlockSize = `auto ${height}px`;
    items[start].before(part);
    part.append(...items.slice(start, end));
  }
}

/** Where each of `items` begins, and the last ends; one that is not shown, where the next one does. */
function topsOf(items, bottom) {
  const tops = Array(items.length + 1).fill(bottom);
  for (let at = items.length - 1; at >= 0; at--) {
    const shown = items[at].getClientRects()[0];
    tops[at] = shown ? shown.top : tops[at + 1];
  }
  return tops;
}

/** Where the group of `items` from `start` on ends: not right after a message, which has a height of its own. */
function endFrom(items, start) {
  const latest = Math.min(start + SIZE, items.length);
  if (latest === items.length) return latest;
  for (let end = latest; end > start + SIZE / 2; end--) {
    if (items.slice(end - BEFORE_END, end).every((item) => item.dataset.source)) return end;
  }
  return latest;
}

/**
 * What is said of a block stands in its group, as style sheets tell by what stands beside what.
 * A group that is empty then, or has been before, is taken away.
 */
function keepTogether(each) {
  const next = each.nextElementSibling;
  while (next && each.lastElementChild && !each.lastElementChild.dataset.source) {
    next.prepend(each.lastElementChild);
  }
  if (!each.childElementCount) each.remove();
}

function beside(item, side, end) {
  const { parentElement } = item;
  return firstIn(item[side] ?? (isGroup(parentElement) ? parentElement[side] : null), side, end);
}

/** The first item from `element` on, which may be a group, and that an empty one in the midst of a change. */
function firstIn(element, side, end) {
  let found = element;
  while (isGroup(found)) found = found[end] ?? found[side];
  return found;
}
