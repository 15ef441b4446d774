// Steps from the server → the same change in the document, touching as few nodes as possible.
// Nodes whose content stays are kept, so that selection and focus in them survive.

import { firstItem, insertItem, itemsOf, nextItem } from "./items.js";

const POSITION = / data-(?:line|end)="\d+"| tabindex="-?\d+"/g;
const SET_HERE = new Set(["tabindex"]); // attributes that the server knows nothing of

/** Apply `steps` to the items of `region`; add elements with new content to `changed`. */
export function applySteps(region, steps, changed) {
  let node = firstItem(region);
  let old = [];
  let fresh = [];
  const flush = () => {
    reconcile(region, old, fresh, node, changed);
    old = [];
    fresh = [];
  };
  for (const step of steps) {
    if (Array.isArray(step)) {
      fresh.push(...elements(step));
    } else if (step < 0) {
      for (let count = step; count < 0; count++) {
        old.push(node);
        node = nextItem(node);
      }
    } else {
      flush();
      for (let count = step; count > 0; count--) node = nextItem(node);
    }
  }
  flush();
}

/** Make the items of `region` those of `html`, a list of elements. */
export function applyWhole(region, html, changed) {
  reconcile(region, [...itemsOf(region)], elements(html), null, changed);
}

function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html.join("");
  return [...template.content.children];
}

/** Turn the siblings `old`, which end before `end`, into `fresh`. */
function reconcile(region, old, fresh, end, changed) {
  let from = 0;
  let to = 0;
  for (const [oldIndex, newIndex] of [...unchanged(old, fresh), [old.length, fresh.length]]) {
    while (from < oldIndex && to < newIndex) {
      if (isBlock(old[from]) && !isBlock(fresh[to])) {
        insertItem(region, fresh[to], old[from]);
        changed.push(fresh[to++]);
      } else if (isBlock(old[from]) !== isBlock(fresh[to])) {
        old[from++].remove();
      } else {
        changed.push(morph(old[from++], fresh[to++]));
      }
    }
    for (; from < oldIndex; from++) old[from].remove();
    for (; to < newIndex; to++) {
      insertItem(region, fresh[to], old[oldIndex] ?? end);
      changed.push(fresh[to]);
    }
    if (oldIndex < old.length) morphAttributes(old[oldIndex], fresh[newIndex]);
    from = oldIndex + 1;
    to = newIndex + 1;
  }
}

/** Whether it is a block of the text, and no message beside one: neither becomes the other. */
function isBlock(element) {
  return element.hasAttribute("data-source");
}

/** Pairs of indexes, in order, of elements that differ at most in their position in the source. */
function unchanged(old, fresh) {
  const indexes = new Map();
  old.forEach((element, index) => {
    const content = withoutPosition(element);
    if (indexes.has(content)) indexes.get(content).push(index);
    else indexes.set(content, [index]);
  });
  const pairs = [];
  let from = 0;
  fresh.forEach((element, newIndex) => {
    const oldIndex = indexes.get(withoutPosition(element))?.find((index) => index >= from);
    if (oldIndex === undefined) return;
    pairs.push([oldIndex, newIndex]);
    from = oldIndex + 1;
  });
  return pairs;
}

function withoutPosition(element) {
  return element.outerHTML.replace(POSITION, "");
}

/** Make `from` equal to `to`, and return the node that is in the document then. */
function morph(from, to) {
  if (from.nodeName !== to.nodeName) {
    from.replaceWith(to);
    return to;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) replaceText(from, to.data);
    return from;
  }
  morphAttributes(from, to);
  morphChildren(from, to);
  return from;
}

function morphAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !SET_HERE.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function morphChildren(from, to) {
  const old = [...from.childNodes];
  const fresh = [...to.childNodes];
  const [start, end] = commonEnds(old, fresh, (one, other) => one.isEqualNode(other));
  const after = old[old.length - end] ?? null;
  const removed = old.slice(start, old.length - end);
  const added = fresh.slice(start, fresh.length - end);
  added.forEach((node, index) => {
    if (index < removed.length) morph(removed[index], node);
    else from.insertBefore(node, after);
  });
  for (const node of removed.slice(added.length)) node.remove();
}

/** Change only the characters that differ: a selection elsewhere in the text stays. */
function replaceText(node, text) {
  const old = node.data;
  const [start, end] = commonEnds(old, text, (one, other) => one === other);
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

/** How many items two lists or strings have in common at the start, and after those at the end. */
function commonEnds(old, fresh, isSame) {
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  let end = 0;
  while (start < most && isSame(old[start], fresh[start])) start++;
  while (end < most - start && isSame(old.at(-1 - end), fresh.at(-1 - end))) end++;
  return [start, end];
}
