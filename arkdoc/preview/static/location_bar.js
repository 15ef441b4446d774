// A click or Enter on a paragraph or message → a bar with its file and line or paragraph, to copy.

const bar = document.getElementById("pv-location-bar");
const text = document.getElementById("pv-location-text");
const copy = document.getElementById("pv-copy");
const note = document.getElementById("note");
const copyLabel = copy?.textContent;
let opener = null; // the element that the bar was opened from

/** Listen for clicks and keys, where the page has the bar. */
export function initLocationBar() {
  if (!bar) return;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  copy.addEventListener("click", copyLocation);
  document.getElementById("pv-location-close").addEventListener("click", hide);
  keepTabStop();
}

/** Make sure that one block can be reached with Tab; the others are, from it, by arrow keys. */
export function keepTabStop() {
  if (!bar) return;
  const first = note.querySelector(":scope > [data-source]");
  if (first && !note.querySelector(":scope > [tabindex]")) first.tabIndex = 0;
}

function onClick(event) {
  const button = event.target.closest("[data-location]");
  if (button) {
    show(button.dataset.location, button);
    return;
  }
  if (event.target.closest("a, button, input, label, summary") || !getSelection().isCollapsed) return;
  const block = event.target.closest("#note > [data-source]");
  if (block) show(locationOf(block), block);
}

function locationOf(block) {
  const { source, line, lines } = block.dataset;
  return lines ? `${source}, ${bar.dataset[lines].replace("{n}", line)}` : `${source}:${line}`;
}

function onKey(event) {
  if (event.key === "Escape" && !bar.hidden) {
    hide();
    opener?.focus({ preventScroll: true });
    return;
  }
  const block = event.target.closest?.("#note > [data-source]");
  if (!block || event.target !== block || !block.matches(":focus-visible")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    show(locationOf(block), block);
    copy.focus();
  }
  const sibling = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (sibling) {
    event.preventDefault();
    moveFocus(block, sibling);
  }
}

function moveFocus(block, sibling) {
  let target = block[sibling];
  while (target && !target.dataset.source) target = target[sibling];
  if (!target) return;
  block.removeAttribute("tabindex");
  target.tabIndex = 0;
  target.focus();
}

function show(location, element) {
  opener = element;
  text.textContent = location;
  copy.textContent = copyLabel;
  bar.hidden = false;
}

function hide() {
  bar.hidden = true;
}

async function copyLocation() {
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    // Without https there is no clipboard to write to; a selection can always be copied.
    getSelection().selectAllChildren(text);
    document.execCommand("copy");
  }
  copy.textContent = copy.dataset.copied;
}
