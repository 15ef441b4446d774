// Steps from the server → the same change in the document, touching as little as there is to touch.
// What is selected or focused stays so, since nodes that say the same are kept, not made anew.

const PLACE = / data-(?:line|end)="\d+"| tabindex="-?\d+"/g;
const OURS = new Set(["tabindex"]);

/** Apply `steps` to the children of `region`; elements that say something new go into `changed`. */
export function applySteps(region, steps, changed) {
  let node = region.firstElementChild;
  let old = [];
  let fresh = [];
  const settle = () => {
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
        node = node.nextElementSibling;
      }
    } else {
      settle();
      for (let count = step; count > 0; count--) node = node.nextElementSibling;
    }
  }
  settle();
}

/** Make the children of `region` those of `html`, a list of elements. */
export function applyWhole(region, html, changed) {
  reconcile(region, [...region.children], elements(html), null, changed);
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
  for (const [was, is] of [...unchanged(old, fresh), [old.length, fresh.length]]) {
    for (; from < was && to < is; from++, to++) {
      changed.push(morph(old[from], fresh[to]));
    }
    for (; from < was; from++) old[from].remove();
    for (; to < is; to++) {
      region.insertBefore(fresh[to], old[was] ?? end);
      changed.push(fresh[to]);
    }
    if (was < old.length) morphAttributes(old[was], fresh[is]);
    from = was + 1;
    to = is + 1;
  }
}

/** Pairs of places, in order, of elements that differ at most in where they were written. */
function unchanged(old, fresh) {
  const places = new Map();
  old.forEach((element, place) => {
    const said = body(element);
    if (places.has(said)) places.get(said).push(place);
    else places.set(said, [place]);
  });
  const pairs = [];
  let from = 0;
  fresh.forEach((element, to) => {
    const was = places.get(body(element))?.find((place) => place >= from);
    if (was === undefined) return;
    pairs.push([was, to]);
    from = was + 1;
  });
  return pairs;
}

function body(element) {
  return element.outerHTML.replace(PLACE, "");
}

/** Make `from` say what `to` says, and return the node that is in the document then. */
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
    if (!to.hasAttribute(name) && !OURS.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function morphChildren(from, to) {
  const old = [...from.childNodes];
  const fresh = [...to.childNodes];
  let start = 0;
  let end = 0;
  const most = Math.min(old.length, fresh.length);
  while (start < most && old[start].isEqualNode(fresh[start])) start++;
  while (end < most - start && old.at(-1 - end).isEqualNode(fresh.at(-1 - end))) end++;
  const after = old[old.length - end] ?? null;
  const gone = old.slice(start, old.length - end);
  const come = fresh.slice(start, fresh.length - end);
  come.forEach((node, place) => {
    if (place < gone.length) morph(gone[place], node);
    else from.insertBefore(node, after);
  });
  for (const node of gone.slice(come.length)) node.remove();
}

/** Change only the characters that differ: a selection elsewhere in the text stays. */
function replaceText(node, text) {
  const old = node.data;
  const most = Math.min(old.length, text.length);
  let start = 0;
  let end = 0;
  while (start < most && old[start] === text[start]) start++;
  while (end < most - start && old.at(-1 - end) === text.at(-1 - end)) end++;
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}
