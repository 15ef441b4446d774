// Where a paragraph or a message was written: shown at a click or Enter, to copy.

const bar = document.getElementById("pv-place");
const text = document.getElementById("pv-place-text");
const copy = document.getElementById("pv-copy");
const note = document.getElementById("note");
const label = copy.textContent;
let from = null;

/** Set up clicks and keys. */
export function watchPlaces() {
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  copy.addEventListener("click", copied);
  document.getElementById("pv-place-close").addEventListener("click", hide);
  keepTabStop();
}

/** One block can be reached with Tab, the others from it with the arrow keys. */
export function keepTabStop() {
  const first = note.querySelector(":scope > [data-source]");
  if (first && !note.querySelector(":scope > [tabindex]")) first.tabIndex = 0;
}

function clicked(event) {
  const button = event.target.closest("[data-place]");
  if (button) {
    showPlace(button.dataset.place, button);
    return;
  }
  if (event.target.closest("a, button, input, label, summary") || !getSelection().isCollapsed) return;
  const block = event.target.closest("#note > [data-source]");
  if (block) showPlace(placeOf(block), block);
}

function placeOf(block) {
  return `${block.dataset.source}:${block.dataset.line}`;
}

function pressed(event) {
  if (event.key === "Escape" && !bar.hidden) {
    hide();
    from?.focus({ preventScroll: true });
    return;
  }
  const block = event.target.closest?.("#note > [data-source]");
  if (!block || event.target !== block || !block.matches(":focus-visible")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    showPlace(placeOf(block), block);
    copy.focus();
  }
  const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (next) {
    event.preventDefault();
    step(block, next);
  }
}

function step(block, next) {
  let target = block[next];
  while (target && !target.dataset.source) target = target[next];
  if (!target) return;
  block.removeAttribute("tabindex");
  target.tabIndex = 0;
  target.focus();
}

function showPlace(place, element) {
  from = element;
  text.textContent = place;
  copy.textContent = label;
  bar.hidden = false;
}

function hide() {
  bar.hidden = true;
}

async function copied() {
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    // Without https there is no clipboard to write to; a selection can always be copied.
    getSelection().selectAllChildren(text);
    document.execCommand("copy");
  }
  copy.textContent = copy.dataset.copied;
}
