// The children of a region, its items, in groups where there are very many. The browser lays out,
// paints and hit-tests the groups in view only; thousands of items by themselves cost it more at
// each save than the save does.

const LONG = 500; // items, past which a region is grouped
const SIZE = 64; // items in a group, at first
const GROUP = "pv-group";

/** The items of `region` in order, from the first or from after `item`. */
export function* itemsOf(region) {
  for (let item = firstItem(region); item; item = nextItem(item)) yield item;
}

export function firstItem(region) {
  return inside(region.firstElementChild, "firstElementChild");
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

export function isGroup(element) {
  return element?.classList.contains(GROUP) ?? false;
}

/** Make groups of `region` where it is long, and none where it is not; to be called after a change. */
export function group(region) {
  const groups = [...region.children].filter(isGroup);
  const count = groups.reduce((sum, each) => sum + each.childElementCount - 1, region.childElementCount);
  if (count <= LONG) {
    for (const each of groups) each.replaceWith(...each.children);
  } else if (groups.length) {
    groups.forEach(tidy);
  } else {
    const whole = document.createElement("div");
    whole.className = GROUP;
    whole.append(...region.children);
    region.append(whole);
    split(whole);
  }
}

/** Drop `each` where it is empty, split it where it is large, and end it with a block. */
function tidy(each) {
  if (each.childElementCount > 2 * SIZE) split(each);
  else if (!each.childElementCount) each.remove();
  else keepTogether(each);
}

function split(large) {
  const items = [...large.children];
  for (let end = items.length; end > SIZE; end -= SIZE) {
    const next = large.cloneNode();
    next.append(...items.slice(end - SIZE, end));
    large.after(next);
    if (next.nextElementSibling) keepTogether(next);
  }
  keepTogether(large);
}

/** What is said of a block stands in its group, as style sheets tell by what stands beside what. */
function keepTogether(each) {
  const next = each.nextElementSibling;
  while (next && each.lastElementChild && !each.lastElementChild.dataset.source) {
    next.prepend(each.lastElementChild);
  }
}

function beside(item, side, end) {
  const { parentElement } = item;
  return inside(item[side] ?? (isGroup(parentElement) ? parentElement[side] : null), end);
}

function inside(element, end) {
  return isGroup(element) ? element[end] : element;
}
